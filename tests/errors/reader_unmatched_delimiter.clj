;; A closing delimiter that closes something else.
;exit 1
;! ReaderException: Unmatched delimiter: ) cannot close the '[' at 7:9; expected ']' first.
;!   at tests/errors/reader_unmatched_delimiter.clj:7:11
;!   7 | (defn f [x)
;!     |           ^
(defn f [x)
  x)
