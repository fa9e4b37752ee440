(require '[norn.json :as json])
(defn failure [text & options]
  (try (apply json/parse text options) :none
       (catch clojure.lang.ExceptionInfo e [(ex-message e) (dissoc (ex-data e) :type)])))
(prn (failure "{\"é\": [1,\n  2 x]}"))
(prn (failure "[1,"))
(prn (failure "[[[1]]]" :max-depth 2))
(prn (failure (nth (iterate (fn [s] (str s s)) "[") 14)))
(prn (try (json/parse nil) (catch IllegalArgumentException e (ex-message e))))
(with-in-str "[1," (prn (try (json/read *in*) (catch Exception e (:code (ex-data e))))))
(with-in-str "  " (prn (try (json/read *in*) (catch Exception e (ex-message e)))))
;=> ["JSON, line 2, column 5: expected ',' or ']' behind an element of the array, found 'x'" {:code :json/syntax, :line 2, :column 5, :offset 14}]
;=> ["JSON, line 1, column 4: expected a value, found the end of the text" {:code :json/unfinished, :line 1, :column 4, :offset 3}]
;=> ["JSON, line 1, column 3: nested deeper than 2 levels" {:code :json/syntax, :line 1, :column 3, :offset 2}]
;=> ["JSON, line 1, column 10001: nested deeper than 10000 levels" {:code :json/syntax, :line 1, :column 10001, :offset 10000}]
;=> "expected JSON text, a string or byte array, found nil"
;=> :json/unfinished
;=> "JSON: expected a value, found the end of the input"
