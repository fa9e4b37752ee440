(slurp "no/such/file.txt")
;exit 1
;! FileNotFoundException: cannot read no/such/file.txt: No such file or directory
;!   at tests/errors/runtime_file_not_found.clj:1:1
;!   1 | (slurp "no/such/file.txt")
;!     | ^
;!   data: {:type :norn/io-error, :code :ENOENT, :operation :read, :path "no/such/file.txt"}
;!   trace:
;!     at clojure.core/slurp (clojure/core/io.clj:131:17)
;!     at user/eval--1 (tests/errors/runtime_file_not_found.clj:1:1)
