;; Nothing is open.
;exit 1
;! ReaderException: Unmatched delimiter: ) closes nothing: no form is open here. Remove it, or add what should open it.
;!   at tests/errors/reader_extra_delimiter.clj:7:8
;!   7 | (inc 1))
;!     |        ^
(inc 1))
