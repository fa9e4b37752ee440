;; A nursery: tasks that start together end together, with timeouts and retries.
;;
;;   norn examples/nursery.clj
;;
;; Several mirrors serve the same three parts of a file; some are slow, some fail.
;; Each part is asked of two mirrors at once and the loser is stopped; an attempt has
;; a time limit, and is retried; the whole has a deadline. When a part can't be had,
;; the scope stops the others and waits for their cleanup before it throws: nothing
;; runs on behind the back of `download`.

(ns nursery
  (:require [norn.async :as a]))

(def open-connections (atom 0))
(def log (atom []))

(defn fetch
  "One part from one mirror: takes its time, fails as often as the mirror says."
  [{:keys [name delay-ms failures]} part]
  (swap! open-connections inc)
  (try
    (a/sleep delay-ms)
    (when (neg? (swap! failures dec))
      (reset! failures 0)
      {:part part :from name})
    (finally
      (swap! open-connections dec))))        ; runs also when a race is lost or a limit expires

(defn fetch-with-limit
  "Up to three attempts of at most 100 ms each."
  [mirror part]
  (a/retry {:attempts 3 :delay 1}
    (fn []
      (or (a/with-timeout 100 (fetch mirror part))
          (do (swap! log conj [:failed (:name mirror) part])
              (throw (ex-info "the mirror failed" {:mirror (:name mirror)})))))))

(defn fastest
  "The part from whichever mirror succeeds first; the others are cancelled and cleaned up."
  [mirrors part]
  (a/any (mapv (fn [mirror] (fn [] (fetch-with-limit mirror part))) mirrors)))

(defn download [mirrors parts]
  (a/with-timeout 10000
    (a/scope
      (mapv await (mapv (fn [part] ^{:name part} (async (fastest mirrors part))) parts)))))

(defn mirror [name delay-ms failures] {:name name :delay-ms delay-ms :failures (atom failures)})

(println "all well:    "
         (mapv :from (download [(mirror "near" 1 0) (mirror "far" 60000 0)] ["head" "body" "tail"])))
(println "open:        " @open-connections)

(println "one retried: "
         (mapv :from (download [(mirror "shaky" 1 2)] ["head"])) @log)

(println "all hang:    "
         (try
           (download [(mirror "dead" 60000 0)] ["head" "body"])
           (catch java.util.concurrent.TimeoutException e (ex-message e))))
(println "open:        " @open-connections)
