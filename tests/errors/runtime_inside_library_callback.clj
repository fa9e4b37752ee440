;; The trace leads from the callback through the library to the caller.
(defn price [item] (+ 1 (:price item)))
(defn total [items] (reduce + (map price items)))
(total [{:price 1} {}])
;exit 1
;! NullPointerException: expected a number, found nil
;!   at tests/errors/runtime_inside_library_callback.clj:2:20
;!   2 | (defn price [item] (+ 1 (:price item)))
;!     |                    ^
;!   trace:
;!     at user/price (tests/errors/runtime_inside_library_callback.clj:2:20)
;!     at clojure.core/map-chunk (clojure/core/lazy.clj:18:28)
;!     at clojure.core/map/fn--33 (clojure/core/lazy.clj:37:24)
;!     at clojure.core/reduce (clojure/core/reduce.clj:66:18)
;!     at user/total (tests/errors/runtime_inside_library_callback.clj:3:21)
;!     at user/eval--4 (tests/errors/runtime_inside_library_callback.clj:4:1)
