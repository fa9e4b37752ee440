(require '[norn.csv :as csv] '[clojure.data.csv :as data-csv])
(prn (csv/read "a,\"b,\"\"c\n\",é\r\n,\n\n1,2,3\rx"))
(prn (csv/read "") (csv/read "a;'b;'" :separator \; :quote \') (csv/read "\""  :quote \'))
(prn (csv/read-maps "a,b\n1,2\n3,4"))
(prn (csv/write [["a" "b,c" "d\"e" 1 nil :k 'x "l\nf"] () [1.5]]))
(prn (csv/write [["a" 1]] :quote? true :newline :cr+lf :separator \;) (csv/write [["a" "bb"]] :quote? (fn [s] (= s "bb"))))
(def records (for [i (range 1000)] [(str i) (str "é\"," i)]))
(prn (= records (csv/read (csv/write records))))
(with-in-str (csv/write records) (prn (= records (csv/read *in*))))
(prn (take 2 (csv/read "a\nb\n\"c")))
(prn (try (doall (csv/read "a\nb\n\"c")) (catch Exception e [(ex-message e) (ex-data e)])))
(prn (try (doall (csv/read "a\n\"c\"d")) (catch Exception e (ex-message e))))
(prn (data-csv/read-csv "a,b\n1,2") (with-out-str (data-csv/write-csv *out* [[1 "x,y"]])))
;=> (["a" "b,\"c\n" "é"] ["" ""] [""] ["1" "2" "3"] ["x"])
;=> () (["a" "b;"]) (["\""])
;=> ({:a "1", :b "2"} {:a "3", :b "4"})
;=> "a,\"b,c\",\"d\"\"e\",1,,:k,x,\"l\nf\"\n\n1.5\n"
;=> "\"a\";\"1\"\r\n" "a,\"bb\"\n"
;=> true
;=> true
;=> (["a"] ["b"])
;=> ["CSV, line 3, column 1: a quoted field without its closing quote" {:type :norn/csv-error, :code :csv/syntax, :line 3, :column 1}]
;=> "CSV, line 2, column 4: expected a separator or the end of the line behind a quoted field"
;=> (["a" "b"] ["1" "2"]) "1,\"x,y\"\n"
(prn (with-out-str (data-csv/write-csv *out* [["a" "b"]] :quote? #{"b"} :newline :cr+lf :separator \; :quote \')))
(prn (try (doall (csv/read "a\n1,\"ö\"x")) (catch :csv/syntax e (select-keys (ex-data e) [:line :column]))))
;; read lazily: the second record is there before the reader has more
(let [given (atom ["a,b\n1," "2\n" "\"x\ny\",z"])
      reader (norn.io/reader (norn.io/input-stream (fn [] (when-let [text (first @given)] (swap! given rest) (.getBytes text))) (fn [] nil)))
      records (data-csv/read-csv reader)]
  (prn (first records) (count @given) (second records) (count @given) (last records)))
;=> "a;'b'\r\n"
;=> {:line 2, :column 6}
;=> ["a" "b"] 2 ["1" "2"] 1 ["x\ny" "z"]
