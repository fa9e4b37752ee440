;; require loads a namespace and what it requires once, in order; .cljc files choose :norn.
;flags -cp tests/support
(require '[loading.a :as a :refer [twice]])
;=> loading b
;=> loading a
(require 'loading.a)
(println a/one (twice 21)) ;=> 1 42
(println (:doc (meta (find-ns 'loading.a)))) ;=> The first.
(println (contains? (loaded-libs) 'loading.b)) ;=> true
