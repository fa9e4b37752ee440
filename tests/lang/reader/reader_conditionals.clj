;; The first branch in source order whose feature is :norn, :clj or :default.
(prn #?(:clj 1 :norn 2 :default 3)) ;=> 1
(prn #?(:norn 2 :clj 1)) ;=> 2
(prn #?(:cljs 1 :default 3)) ;=> 3
(prn [1 #?(:cljs 2) #?@(:clj [3 4]) #?@(:cljs [5])]) ;=> [1 3 4]
(prn #?(:cljs #js {:a ::x/y, :b} :clj :fine)) ;=> :fine
