;; SEMANTICS 23: discard unwinds a continuation: `finally` runs, innermost first, and may wait; no catch does.
(require '[norn.control :as c :refer [shift shift1 discard]] '[norn.async :as a])
(def log (atom []))
(defn note [x] (swap! log conj x))
(defmacro logged [& body] `(do (reset! log []) [(do ~@body) @log]))
(def ^:dynamic *depth* 0)
(defn held [shifted]
  (try
    (binding [*depth* 1]
      (try
        (shifted)
        (note :went-on)
        (catch Throwable _ (note :caught))
        (finally (a/sleep 1) (note [:inner *depth*]))))
    (finally (note [:outer *depth*]))))
(println (logged (c/reset (held (fn [] (shift1 k (discard k)))) :value))) ;=> [nil [[:inner 1] [:outer 0]]]
(println (logged (c/reset (held (fn [] (shift k (discard k) (discard k) :twice))) :value))) ;=> [:twice [[:inner 1] [:outer 0]]]
;; It counts as one more resumption that leaves the region, and is the last one.
(println (logged (c/reset (held (fn [] (shift k (k 1) (discard k) (try (k 2) (catch :default e (:type (ex-data e))))))) :value)))
;=> [:norn/continuation-used [:went-on [:inner 1] [:outer 0] [:inner 1] [:outer 0]]]
;; Prompts in between are unwound too; what waits outside them is not.
(println (logged (try
                   (let [tag (c/make-prompt)]
                     (c/reset-at tag
                       (try (c/reset (held (fn [] (c/shift-at tag k (discard k) :value))))
                            (finally (note :outermost)))))
                   (finally (note :not-captured)))))
;=> [:value [[:inner 1] [:outer 0] :outermost :not-captured]]
;; What a finally throws is thrown by discard; the outer ones run all the same.
(println (logged (c/reset (try (try (shift k (try (discard k) (catch :default e (ex-message e)))) (finally (throw (ex-info "cleanup" {}))))
                               (finally (note :outer))))))
;=> [cleanup [:outer]]
;; A timer inside is stopped: nothing is left to wait for at the end.
(println (logged (c/reset (a/with-timeout 86400000 (try (shift k (discard k) :dropped) (finally (note :finally))))))) ;=> [:dropped [:finally]]
;; Another task may discard it; a generator that is not used up is discarded the same way.
(println (logged (let [held (c/reset (held (fn [] (shift k k))))] (await (async (discard held)))))) ;=> [nil [[:inner 1] [:outer 0]]]
(println (try (discard :no) (catch ClassCastException e (ex-message e)))) ;=> discard: expected a continuation, got :no (clojure.lang.Keyword)
(println (try (c/reset-at nil 1) (catch ClassCastException e (ex-message e)))) ;=> expected a prompt tag of make-prompt, got nil
