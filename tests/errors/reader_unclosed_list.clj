;; The file ends inside a form.
;exit 1
;! ReaderException: EOF while reading: the '(' at 7:1 is never closed; add the missing ')'.
;!   at tests/errors/reader_unclosed_list.clj:7:1
;!   7 | (defn f [x]
;!     | ^
(defn f [x]
  (inc x)
