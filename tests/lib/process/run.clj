(require '[norn.process :as process] '[norn.file :as file])
(prn (process/run ["sh" "-c" "echo out; echo err >&2; exit 3"]))
(prn (process/run ["cat"] {:in "größe"}) (:exit (process/run ["cat"])) (vec (:out (process/run ["cat"] {:in (byte-array [0 -1]) :as :bytes}))))
(prn (:out (process/run ["sh" "-c" "echo a; echo b >&2; echo c"] {:err :out})))
(prn (:out (process/run ["sh" "-c" "echo $A-$B-$HOME"] {:env {:A 1 "PATH" "/bin:/usr/bin"}})) (:out (process/run ["sh" "-c" "echo $A"] {:extra-env {"A" "x"}})))
(file/with-temp-dir [d]
  (prn (= (str (file/real-path d) "\n") (:out (process/run ["pwd"] {:dir d}))))
  (prn (process/run ["sh" "-c" "echo 1; echo 2 >&2"] {:out (str d "/out") :err (str d "/err")}))
  (process/run ["echo" "more"] {:out (str d "/out") :append true})
  (prn (file/read (str d "/out")) (file/read (str d "/err")) (:out (process/run ["cat"] {:in-file (str d "/out")}))))
;; large input and output at once, and a child that reads none of its input
(let [text (nth (iterate (fn [s] (str s s)) "0123456789abcdef") 16)]
  (prn (= text (:out (process/run ["cat"] {:in text}))) (process/run ["true"] {:in text})))
(defn failure [f] (try (f) :none (catch Exception e [(ex-message e) (select-keys (ex-data e) [:code :type :exit :err])])))
(prn (failure #(process/run ["no-such-program" "x"])))
(prn (failure #(process/run ["ls"] {:dir "/no-such-dir"})))
(prn (failure #(process/run ["sh" "-c" "echo bad >&2; exit 2"] {:check true})))
(prn (failure #(process/run [])) (count (failure #(process/run ["a\u0000b"]))))
(prn (:exit (process/run ["sh" "-c" "kill -9 $$"])))
;=> {:exit 3, :out "out\n", :err "err\n"}
;=> {:exit 0, :out "größe", :err ""} 0 [0 -1]
;=> "a\nb\nc\n"
;=> "1--\n" "x\n"
;=> true
;=> {:exit 0, :out nil, :err nil}
;=> "1\nmore\n" "2\n" "1\nmore\n"
;=> true {:exit 0, :out "", :err ""}
;=> ["cannot start no-such-program: No such file or directory" {:code :ENOENT, :type :norn/io-error}]
;=> ["cannot start ls in /no-such-dir: No such file or directory" {:code :ENOENT, :type :norn/io-error}]
;=> ["sh ended with exit code 2" {:type :norn/process-failed, :exit 2, :err "bad\n"}]
;=> ["expected a program to start, found none" {}] 2
;=> 137
