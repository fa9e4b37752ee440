; Failures of file operations: class, message and data.
(require '[norn.file :as file])

(defn failure [f]
  (try (f) (catch java.io.IOException e e)))

(println (ex-message (failure #(file/read "no/such/file")))) ;=> cannot read no/such/file: No such file or directory
(prn (instance? java.io.FileNotFoundException (failure #(slurp "no/such/file")))) ;=> true
(println (ex-message (failure #(slurp "/")))) ;=> cannot read /: Is a directory
(println (ex-message (failure #(spit "/no/such/dir/x" 1)))) ;=> cannot write /no/such/dir/x: No such file or directory
(println (ex-message (failure #(file/list "/dev/null")))) ;=> cannot list /dev/null: Not a directory
(println (ex-message (failure #(file/write "/dev/full" "x")))) ;=> cannot write /dev/full: No space left on device
(prn (try (file/read "nowhere") (catch :ENOENT e (select-keys (ex-data e) [:code :operation :path]))))
;=> {:code :ENOENT, :operation :read, :path "nowhere"}
