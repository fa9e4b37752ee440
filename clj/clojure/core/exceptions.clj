;; Exceptions as data, and macros around try.

(defn Throwable->map
  "Returns an exception as a map: :via, a vector of maps :type :message :data :at from the outermost to the root cause, :trace,
  a vector of [function-symbol file line], :cause and :data of the root."
  [ex]
  (let [frames (fn [e]
                 (mapv (fn [frame] [(symbol (str (get frame :fn))) (get frame :file) (get frame :line)])
                       (norn.prim/stack-trace e)))
        chain (loop [e ex made []]
                (if e (recur (ex-cause e) (conj made e)) made))
        root (peek chain)
        entry (fn [e]
                (let [trace (frames e)
                      m {:type (norn.prim/type-name (class e))}
                      m (if (ex-message e) (assoc m :message (ex-message e)) m)
                      m (if (ex-data e) (assoc m :data (ex-data e)) m)]
                  (if (seq trace) (assoc m :at (first trace)) m)))
        m {:via (mapv entry chain) :trace (frames root)}
        m (if (ex-message root) (assoc m :cause (ex-message root)) m)]
    (if (ex-data root) (assoc m :data (ex-data root)) m)))

(defmacro with-open
  "Evaluates the body with the names bound to resources, and closes them (.close) at the end, the last first.
  (with-open [r (reader f)] (slurp r))"
  [bindings & body]
  (check-bindings &form bindings)
  (if (= 0 (count bindings))
    `(do ~@body)
    `(let ~(subvec bindings 0 2)
       (try
         (with-open ~(subvec bindings 2) ~@body)
         (finally (norn.interop/close ~(nth bindings 0)))))))

(defmacro time
  "Evaluates expr, prints how long that took, and returns its value."
  [expr]
  `(let* [start# (norn.prim/monotonic-nanos)
          value# ~expr]
     (prn (str "Elapsed time: " (/ (double (- (norn.prim/monotonic-nanos) start#)) 1000000.0) " msecs"))
     value#))
