;; An alias the namespace does not have.
;exit 1
;! ReaderException: Invalid token: ::str/a refers to the namespace alias str, which user does not have; require that namespace with :as, or write the full name with one colon.
;!   at tests/errors/reader_unknown_alias.clj:7:6
;!   7 | (prn ::str/a)
;!     |      ^
(prn ::str/a)
