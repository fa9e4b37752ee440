;; A load that failed is tried again by the next require.
;flags -cp tests/support
(dotimes [_ 2] (println (try (require 'loading.broken) (catch Exception e (ex-message e)))))
;=> loading broken
;=> not yet
;=> loading broken
;=> not yet
(println (contains? (loaded-libs) 'loading.broken)) ;=> false
