(require '[babashka.process :as p :refer [process check sh shell $ tokenize]] '[clojure.java.shell :as shell])
(prn (tokenize "a 'b c' \"d e\"f  ''"))
(prn (select-keys @(process {:out :string} "echo" "a b" "c") [:exit :out]))
(prn (slurp (:out (process ["echo" "vector"]))) (:out @(process ["echo" "opts"] {:out :string})))
(prn (-> (process "printf" "b\\na\\n") (process {:out :string} "sort") deref :out))
(prn (:out (sh "echo hi")) (:exit (sh "sh -c 'exit 4'")) (:err (sh ["sh" "-c" "echo e >&2"])))
(prn (:out @(process {:in "text" :out :string} "cat")) (:out @(process {:err :out :out :string} "sh" "-c" "echo x >&2")))
(shell "echo inherited")
(prn (try (shell "false") (catch Exception e [(ex-message e) (:exit (ex-data e))])))
(prn (:exit (shell {:continue true} "false")) (:exit @(process "true")))
(prn (try (check (sh "sh -c 'echo broken >&2; exit 1'")) (catch Exception e (ex-message e))))
(let [name "world"] (prn (:out @(process {:out :string} "echo" name)) (-> ($ {:out :string} echo hello ~name) deref :out)))
(norn.file/with-temp-dir [d]
  (shell {:out (str d "/f")} "echo to a file")
  (prn (slurp (str d "/f")) (:out (sh {:dir d} "ls"))))
(prn (shell/sh "sort" :in "b\na\n") (shell/sh "sh" "-c" "echo $X; exit 2" :env {"X" "1" "PATH" "/bin:/usr/bin"}))
(prn (shell/with-sh-dir "/" (:out (shell/sh "pwd"))) (vec (:out (shell/sh "printf" "a" :out-enc :bytes))))
(prn (p/alive? (doto (process "sleep 1000") (-> p/destroy :proc norn.process/wait))))
;=> ["a" "b c" "d ef" ""]
;=> {:exit 0, :out "a b c\n"}
;=> "vector\n" "opts\n"
;=> "a\nb\n"
;=> "hi\n" 4 "e\n"
;=> "text" "x\n"
;=> inherited
;=> ["false ended with exit code 1" 1]
;=> 1 0
;=> "broken\n"
;=> "world\n" "hello world\n"
;=> "to a file\n" "f\n"
;=> {:exit 0, :out "a\nb\n", :err ""} {:exit 2, :out "1\n", :err ""}
;=> "/\n" [97]
;=> false
