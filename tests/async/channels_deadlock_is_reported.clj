;; Main waits for a channel that nobody can put on.
(require '[clojure.core.async :as a])
(a/<!! (a/chan))
;! waits on a value from a channel
;exit 70
