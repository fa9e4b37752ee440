;; The file ends inside a string.
;exit 1
;! ReaderException: EOF while reading: the text ends inside the string that begins at 7:10; add the closing '"'.
;!   at tests/errors/reader_unclosed_string.clj:7:10
;!   7 | (println "hello)
;!     |          ^
(println "hello)
