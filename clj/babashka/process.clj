;; The names of babashka.process, on norn.process.

(ns babashka.process
  (:refer-clojure :exclude [ref])
  (:require [clojure.string :as str]
            [norn.async :as async]
            [norn.process :as process]))

(defn tokenize
  "The words of a command line: blanks separate them, single and double quotes keep them together.
  (tokenize \"a 'b c' \\\"d\\\"\") => [\"a\" \"b c\" \"d\"]"
  [text]
  (loop [left (seq text) quote nil word nil words []]
    (if-not left
      (if quote
        (throw (IllegalArgumentException. (str "a quote without its end in: " text)))
        (if word (conj words word) words))
      (let [c (first left)]
        (cond
          quote (if (= c quote)
                  (recur (next left) nil word words)
                  (recur (next left) quote (str word c) words))
          (or (= c \') (= c \")) (recur (next left) c (or word "") words)
          (Character/isWhitespace c) (recur (next left) nil nil (if word (conj words word) words))
          :else (recur (next left) nil (str word c) words))))))

(def ^{:dynamic true :doc "Options of process that hold unless told otherwise; for binding and alter-var-root."} *defaults* {})

;; :proc is the norn.process child, :result a task of what deref adds.
(defrecord Process [proc in out err prev cmd result]
  clojure.lang.IDeref
  (deref [this] (merge this (await result)))
  clojure.lang.IBlockingDeref
  (deref [this ms default]
    (let [made (await result ms ::none)]
      (if (= ::none made) default (merge this made))))
  Object
  (toString [_] (str "#<process " (process/pid proc) " " (first cmd) ">")))

(defmethod print-method Process [p writer]
  (norn.interop/write writer (str p)))

(defn- command-of
  "The words of a command: the first string is split into words, the others are words."
  [args]
  (let [args (if (and (= 1 (count args)) (sequential? (first args))) (first args) args)]
    (if (= 1 (bounded-count 2 args))
      (if (sequential? (first args)) (mapv str (first args)) (tokenize (str (first args))))
      (into (tokenize (str (first args))) (map str (rest args))))))

(defn parse-args
  "What the arguments of process say: {:prev :opts :cmd}."
  [args]
  (let [[prev args] (if (or (instance? Process (first args)) (and (nil? (first args)) (seq args)))
                      [(first args) (rest args)]
                      [nil args])
        [options args] (cond (map? (first args)) [(first args) (rest args)]
                             (map? (last args)) [(last args) (butlast args)] ; (sh "cat" {:in "x"})
                             :else [nil args])]
    (cond
      (and (empty? args) (:cmd options))
      {:prev prev :opts (dissoc options :cmd) :cmd (command-of [(:cmd options)])}
      (and (sequential? (first args)) (nil? (next args)))
      {:prev prev :opts options :cmd (mapv str (first args))}
      :else
      {:prev prev :opts options :cmd (command-of args)})))

(defn- output-option
  "[option-of-start how-to-collect] of :out and :err."
  [x file]
  (cond
    (contains? #{:string :bytes} x) [nil x]
    (contains? #{nil :stream} x) [(if file (str file) nil) nil]
    (= :write x) [(str file) nil]
    (= :append x) [(str file) nil]
    (contains? #{:inherit :out} x) [x nil]
    (= :discard x) [:ignore nil]
    (norn.prim/type-method x 'write) [nil x]
    :else [(str x) nil]))

(defn- collect [stream how]
  (cond
    (nil? stream) nil
    (= :string how) (norn.prim/bytes-string (.readAllBytes stream))
    (= :bytes how) (.readAllBytes stream)
    (norn.prim/type-method how 'append) (do (.write how (norn.prim/bytes-string (.readAllBytes stream))) (.flush how) how)
    how (do (.transferTo stream how) how)
    :else nil))

(defn- feed [child input]
  (when input
    ((var process/feed) child input)))

(def ^:private to-shut-down
  "{process f} of those that run and have :shutdown; nil before the first one."
  (atom nil))

(defn- shut-down-all []
  (doseq [[p f] @to-shut-down] (f p)))

(defn- shut-down-at-exit! [p f]
  (when (nil? @to-shut-down)
    (reset! to-shut-down {})
    (norn.prim/add-exit-hook shut-down-all))
  (swap! to-shut-down assoc p f))

(defn- result-of
  "The task of what deref adds to a process: it feeds the input and collects the output."
  [child input [out-how err-how] self exit-fn]
  (async/outside-scopes
   (fn []
     (async/async
       (let [fed (async/async (feed child input))
             out (async/async (collect (process/out child) out-how))
             err (async/async (collect (process/err child) err-how))
             made (cond-> {:exit (process/wait child)}
                    out-how (assoc :out (await out))
                    err-how (assoc :err (await err)))]
         (await fed)
         (let [p (await self)]
           (swap! to-shut-down dissoc p)
           (when exit-fn (exit-fn (merge p made))))
         made)))))

(defn process*
  "Like process, with what parse-args returns."
  [{:keys [prev opts cmd]}]
  (let [opts (merge *defaults* opts)
        opts (if (:inherit opts) (merge {:in :inherit :out :inherit :err :inherit} opts) opts)
        {:keys [in out err out-file err-file dir env extra-env escape pre-start-fn shutdown exit-fn]} opts
        cmd (if escape (mapv escape cmd) cmd)
        input (or in (when prev (or (:out prev) "")))
        [out-option out-how] (output-option out out-file)
        [err-option err-how] (output-option err err-file)
        _ (when pre-start-fn (pre-start-fn {:cmd cmd}))
        child (process/start cmd {:in (if (= :inherit input) :inherit :pipe)
                                  :out out-option :err err-option
                                  :append (or (= :append out) (= :append err))
                                  :dir dir :env env :extra-env extra-env})
        self (promise)
        result (result-of child (if (= :inherit input) nil input) [out-how err-how] self exit-fn)
        p (->Process child (process/in child) (when-not out-how (process/out child)) (when-not err-how (process/err child))
                     prev cmd result)]
    (when shutdown (shut-down-at-exit! p shutdown))
    (deliver self p)
    p))

(defn process
  "Starts a program and returns a Process, a map of :proc, :in, :out and :err (its streams) and :cmd; deref waits for its end and adds :exit
  and what :out and :err have collected; (deref p ms default) waits at most so many milliseconds. Arguments: maybe a Process whose output
  becomes the input, maybe a map of options, then the command: the first string is split into words, the others are words; or a vector of
  words and then the options. Options:
  :in            a string, byte array, stream, reader, File or :inherit
  :out, :err     :string, :bytes, :inherit, :discard, a file to write, a writer or stream; :err also :out
  :out-file, :err-file  with :out :write or :append
  :inherit true  all three
  :dir, :env, :extra-env
  :pre-start-fn  called with {:cmd words} before the start
  :exit-fn       called with the map that deref returns, at the end
  :shutdown      called with the Process if it still runs when this program ends; destroy-tree, say
  :escape        called with each word; what it returns is used
  @(process {:out :string} \"ls -l\")"
  [& args]
  (process* (parse-args args)))

(defn pb
  "A program that is not started yet, for start and pipeline. Arguments as for process."
  [& args]
  (parse-args args))

(defn start "Starts what pb returned." [builder] (process* builder))

(defn alive? "True until the program of a Process has ended." [p] (process/alive? (:proc p)))

(defn destroy
  "Ends the program of a Process by SIGTERM. Returns the Process."
  [p]
  (process/kill (:proc p) :term)
  p)

(defn destroy-tree
  "Ends the program of a Process, and all it has started, by SIGTERM. Returns the Process."
  [p]
  (process/kill-tree (:proc p) :term)
  p)

(defn check
  "Waits for a Process; an ExceptionInfo with its map and :type ::error if its exit code is not 0, whose message is what it has written to
  :err. Returns the map. Of a pipeline it looks at the last one alone: (run! check (pipeline p)) looks at all."
  [p]
  (let [{:keys [exit err cmd] :as result} @p]
    (if (= 0 exit)
      result
      (let [said (cond (string? err) err
                       (norn.prim/type-method err 'nextPiece) (slurp err)
                       :else "")]
        (throw (ex-info (if (str/blank? said) (str (first cmd) " ended with exit code " exit) said)
                        (assoc (into {} (dissoc result :result)) :type ::error)))))))

(defn- ended-with-task
  "The value of (f p); if that is cancelled or fails while the program runs, the program is ended."
  [p f]
  (try
    (f p)
    (finally
      (when (alive? p) (process/stop (:proc p))))))

(defn sh
  "Runs a program to its end, with :out and :err as strings unless told otherwise; returns the map. Arguments as for process."
  [& args]
  (let [{:keys [prev opts cmd]} (parse-args args)]
    (ended-with-task (process prev (merge {:out :string :err :string} opts) cmd) deref)))

(defn shell
  "Runs a program to its end with our input and output; an exit code other than 0 is an exception, unless :continue is true or a
  predicate of the map that holds. What it has started is ended with this program. Arguments as for process. Returns the map.
  (shell {:dir \"src\"} \"ls -l\")"
  [& args]
  (let [{:keys [prev opts cmd]} (parse-args args)
        defaults (assoc (if prev {:out :inherit :err :inherit} {:in :inherit :out :inherit :err :inherit})
                        :shutdown destroy-tree)]
    (ended-with-task (process prev (merge defaults opts) cmd)
                     (fn [p]
                       (let [{:keys [continue]} opts]
                         (if (if (fn? continue) (continue @p) continue) @p (check p)))))))

(defn exec
  "Runs a program with our input and output, and ends this one with its exit code."
  [& args]
  (System/exit (:exit (apply shell (let [{:keys [opts cmd]} (parse-args args)] [(assoc opts :continue true) cmd])))))

(defn pipeline
  "The Processes of a pipeline, the first one first: of the last one, or of what pb returned, which is started.
  (pipeline (-> (process \"ls\") (process \"wc -l\"))) (pipeline (pb \"ls\") (pb \"wc -l\"))"
  ([p]
   (if (:prev p) (conj (pipeline (:prev p)) p) [p]))
  ([builder & builders]
   (pipeline (reduce (fn [prev builder] (process* (assoc builder :prev prev))) (start builder) builders))))

(defmacro $
  "Starts a program whose words are the forms: symbols and strings as they are, ~x the value of x; one string is split into words. Options
  are a map in front, or metadata of the form; a form in front that is a call is the Process before it. ($ ls -l ~dir)"
  [& forms]
  (let [interpolated? (fn [form] (and (seq? form) (= 'clojure.core/unquote (first form))))
        [prev forms] (if (and (seq? (first forms)) (not (interpolated? (first forms)))) [(first forms) (rest forms)] [nil forms])
        [options forms] (if (map? (first forms)) [(first forms) (rest forms)] [(dissoc (meta &form) :line :column :file) forms])
        word (fn [form]
               (if (interpolated? form) (list `str (second form)) (str form)))]
    (if (and (= 1 (count forms)) (string? (first forms)))
      `(process ~prev ~options ~(first forms))
      `(process ~prev ~options ~(mapv word forms)))))
