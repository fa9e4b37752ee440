;; SEMANTICS 18, 31: the grace before an unobserved failure is printed is virtual too.
;exit 1
(require '[norn.async :as a] '[norn.test :refer [with-virtual-time]])
(with-virtual-time
  (let [failing (future (throw (ex-info "nobody looks" {})))]
    (a/sleep 50)
    (binding [*out* *err*] (println "before the grace is over"))
    (a/sleep 100)
    (binding [*out* *err*] (println "behind it"))))
;! before the grace is over
;! nobody looks
;! behind it
