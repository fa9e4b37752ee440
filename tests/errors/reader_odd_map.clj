;; A key without a value.
;exit 1
;! ReaderException: Map literal must contain an even number of forms: the map opened at 7:1 has 3, so the key :b at 7:7 has no value, or an earlier one is missing.
;!   at tests/errors/reader_odd_map.clj:7:1
;!   7 | {:a 1 :b}
;!     | ^
{:a 1 :b}
