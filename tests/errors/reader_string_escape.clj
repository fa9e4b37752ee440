;; A backslash that means nothing.
;exit 1
;! ReaderException: Unsupported escape character: \d has no meaning in a string; known are \t \r \n \b \f \\ \" \uXXXX and octal \o digits. For a backslash itself write \\, for a regular expression #"...".
;!   at tests/errors/reader_string_escape.clj:7:14
;!   7 | (re-pattern "\d+")
;!     |              ^
(re-pattern "\d+")
