;; Main waits for a channel that nobody can put on.
(require '[clojure.core.async :as a])
(a/<!! (a/chan))
;! ManyToManyChannel
;exit 70
