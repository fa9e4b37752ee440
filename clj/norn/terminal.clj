;; The terminal, if there is one.

(ns norn.terminal)

(def ^:private descriptors {:in 0, :out 1, :err 2})

(defn terminal?
  "True if :in, :out or :err is a terminal, not a file or pipe."
  [stream]
  (norn.prim/terminal? (or (descriptors stream) (throw (ex-info "terminal? takes :in, :out or :err" {:stream stream})))))
