;; When the work of a call ended just with the text, the value was not held until the next call.
(require '[norn.json :as json])
(def text "[1,{\"a\":[\"x\",2.5,null],\"b\":{}},[[true]],\"end\"]")
(println (distinct (for [limit (range 1 60)]
                     (let [before (norn.prim/set-long-work! limit)]
                       (try (json/parse text) (finally (norn.prim/set-long-work! before))))))) ;=> ([1 {a [x 2.5 nil], b {}} [[true]] end])
(println (= (json/parse text) (json/parse (json/write (json/parse text))))) ;=> true
