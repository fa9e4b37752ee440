;; What the README and the documentation of babashka.process show works here.
;gc-stress-every 100000 millions of characters or bytes are made one by one
(require '[babashka.process :as p :refer [process check sh shell $ pipeline pb]] '[clojure.java.io :as io] '[clojure.string :as str]
         '[norn.async :as a] '[norn.file :as file])
(prn (-> (process ["printf" "a\\nb\\n"] {:out :string}) check :out str/split-lines first))
(prn (-> (process '[echo hello]) (process '[cat]) :out slurp))
(prn (-> (process '[sh -c "echo $FOO"] {:env {:FOO "BAR"}}) :out slurp))
(prn (-> @(process '[sh -c "exit 1"]) :exit))
(prn (try (-> (process '[sh -c "echo the reason >&2; exit 2"]) check :out slurp) (catch clojure.lang.ExceptionInfo e [(ex-message e) (select-keys (ex-data e) [:exit :type :cmd])])))
(prn (with-out-str (check (process '[cat] {:in "foo" :out *out*}))))
(prn (let [is (-> (process '[echo x]) :out)] (:out @(process ["cat"] {:in is :out :string}))))
(file/with-temp-dir [d]
  (let [f (io/file d "out.txt")]
    @(process ["echo" "1"] {:out :write :out-file f})
    @(process ["echo" "2"] {:out :append :out-file f})
    (prn (slurp f) (-> (process {:in f :out :string} "cat") deref :out))
    @(process {:out f :err :out} "sh -c 'echo o; echo e >&2'")
    (prn (slurp f) (:out @(process {:in (io/input-stream f) :out :string} "cat")) (:out @(process {:in (io/reader f) :out :string} "cat")))))
(def catp (process '[cat]))
(prn (.isAlive (:proc catp)))
(def stdin (io/writer (:in catp)))
(binding [*out* stdin] (println "hello"))
(.close stdin)
(prn (slurp (:out catp)) (:exit @catp) (.isAlive (:proc catp)) (.waitFor (:proc catp)) (.exitValue (:proc catp)))
(def yes (process ["yes"] {:err :inherit :shutdown p/destroy}))
(with-open [rdr (io/reader (:out yes))]
  (binding [*in* rdr] (dotimes [_ 2] (println :line (read-line)))))
(prn (:exit @yes)) ; nobody reads it any more
(-> (process ["head" "-1"] {:in "first\nsecond" :out :string :pre-start-fn #(apply println "Running" (:cmd %))}) deref :out print)
(def config {:output {:format :edn}})
(prn (-> ($ echo --config ~config --lint "src") deref :out slurp) (-> ($ {:out :string} "echo in one") deref :out) (-> ^{:out :string} ($ echo meta) deref :out)
     (-> ($ echo piped) ($ cat) :out slurp))
(prn (:out (sh "echo hello there")) (:out (sh "cat" {:in "options may come last"})) (:out (sh {:in "(inc)"} "cat")))
(prn (mapv :cmd (pipeline (-> (process '[ls]) (process '[cat])))) (mapv :cmd (pipeline (pb '[ls]) (pb '[cat]))))
(def chain (pipeline (pb "printf 'a\\nb\\n'") (pb "grep b") (pb "tr a-z A-Z")))
(prn (-> chain last :out slurp) (= (map :cmd chain) (map :cmd (pipeline (last chain)))))
(prn (try (run! check (pipeline (-> (process '[sh -c "echo no >&2; exit 1"]) (process '[cat])))) (catch Exception e (ex-message e))))
(prn (:exit (check (-> (process "yes") (process {:out :string} "head -1"))))) ; the last one counts
(prn (-> (process ["cat"] {:in (apply str (repeat 200000 "x")) :out :string}) check :out count))
(prn (:exit (shell {:continue true} "sh -c 'exit 3'")) (:exit (shell {:continue (fn [{:keys [exit]}] (= 4 exit))} "sh -c 'exit 4'")))
(prn (try (shell {:err :discard} "sh -c 'exit 5'") (catch Exception e [(ex-message e) (:exit (ex-data e))])))
(prn (try (shell "no-such-program x") (catch java.io.IOException e (ex-message e))))
(shell {:extra-env {"FOO" "BAR"}} "sh -c 'echo $FOO'")
(shell {:out :string} "echo" "several" "words here")
(prn (deref (process "sleep 1000" {:shutdown (fn [p] (println "shut down") (p/destroy-tree p))}) 10 :timed-out))
(shell {:shutdown (fn [_] (println "not called, it has ended"))} "true")
(def ended (promise))
(process {:exit-fn (fn [p] (deliver ended (select-keys p [:exit :cmd])))} "sh -c 'exit 6'")
(prn @ended)
(let [tree (process ["sh" "-c" "sleep 1000 & sleep 1000 & wait"] {:err :discard})]
  (while (not= 2 (count (norn.process/descendants (:proc tree)))) (a/sleep 1))
  (let [below (norn.process/descendants (:proc tree))]
    (prn (:exit @(p/destroy-tree tree)))
    (while (some #(file/exists? (str "/proc/" % "/cwd")) below) (a/sleep 1))))
(binding [p/*defaults* {:out :string}] (prn (:out @(process "echo default"))))
(prn (:out (sh {:escape (fn [word] (if (= word "quiet") "LOUD" word))} "echo" "quiet")) (p/parse-args ["a b" "c"]) (p/parse-args [["a b"] {:dir "/"}]) (:out @(process {:cmd ["echo" "cmd"] :out :string})))
(prn (vec (:out @(process {:in (byte-array [0 -1 127]) :out :bytes} "cat"))))
(prn (:out @(process {:inherit true :out :string} "sh -c 'echo out; echo err'")))
(prn (str/starts-with? (str (process "true")) "#<process "))
(System/exit 3) ; without this the child keeps the program running
;=> "a"
;=> "hello\n"
;=> "BAR\n"
;=> 1
;=> ["the reason\n" {:exit 2, :type :babashka.process/error, :cmd ["sh" "-c" "echo the reason >&2; exit 2"]}]
;=> "foo"
;=> "x\n"
;=> "1\n2\n" "1\n2\n"
;=> "o\ne\n" "o\ne\n" "o\ne\n"
;=> true
;=> "hello\n" 0 false 0 0
;=> :line y
;=> :line y
;=> 141
;=> Running head -1
;=> first
;=> "--config {:output {:format :edn}} --lint src\n" "in one\n" "meta\n" "piped\n"
;=> "hello there\n" "options may come last" "(inc)"
;=> [["ls"] ["cat"]] [["ls"] ["cat"]]
;=> "B\n" true
;=> "no\n"
;=> 0
;=> 200000
;=> 3 4
;=> ["sh ended with exit code 5" 5]
;=> "cannot start no-such-program: No such file or directory"
;=> BAR
;=> :timed-out
;=> {:exit 6, :cmd ["sh" "-c" "exit 6"]}
;=> 143
;=> "default\n"
;=> "LOUD\n" {:prev nil, :opts nil, :cmd ["a" "b" "c"]} {:prev nil, :opts {:dir "/"}, :cmd ["a b"]} "cmd\n"
;=> [0 -1 127]
;=> "out\nerr\n"
;=> true
;=> shut down
;exit 3
