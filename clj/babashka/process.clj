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

;; :proc is the norn.process child, :result a task of what deref adds.
(defrecord Process [proc in out err prev cmd result]
  clojure.lang.IDeref
  (deref [this] (merge this (await result)))
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
        [options args] (if (map? (first args)) [(first args) (rest args)] [nil args])]
    (if (and (sequential? (first args)) (or (nil? (next args)) (map? (second args))))
      {:prev prev :opts (merge options (second args)) :cmd (mapv str (first args))} ; (process [\"ls\"] {...})
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

(defn process
  "Starts a program and returns a Process, a map of :proc, :in, :out and :err (its streams) and :cmd; deref waits for its end and adds :exit
  and what :out and :err have collected. Arguments: maybe a Process whose output becomes the input, maybe a map of options, then the
  command: the first string is split into words, the others are words; or a vector of words and then the options. Options:
  :in            a string, byte array, stream, File or :inherit
  :out, :err     :string, :bytes, :inherit, a file to write, a writer or stream; :err also :out
  :out-file, :err-file  with :out :write or :append
  :dir, :env, :extra-env
  :shutdown, :exit-fn   :exit-fn is called with the result
  @(process {:out :string} \"ls -l\")"
  [& args]
  (let [{:keys [prev opts cmd]} (parse-args args)
        {:keys [in out err out-file err-file dir env extra-env exit-fn]} opts
        input (or in (when prev (or (:out prev) "")))
        [out-option out-how] (output-option out out-file)
        [err-option err-how] (output-option err err-file)
        child (process/start cmd {:in (cond (= :inherit input) :inherit input :pipe :else :pipe)
                                  :out out-option :err err-option
                                  :append (or (= :append out) (= :append err))
                                  :dir dir :env env :extra-env extra-env})
        feeding? (and input (not= :inherit input))
        result (async/outside-scopes
                 (fn []
                   (async/async
                     (let [fed (async/async (when feeding? (feed child input)))
                           out (async/async (collect (process/out child) out-how))
                           err (async/async (collect (process/err child) err-how))
                           made (cond-> {:exit (process/wait child)}
                                  out-how (assoc :out (await out))
                                  err-how (assoc :err (await err)))]
                       (await fed)
                       (when exit-fn (exit-fn made))
                       made))))]
    (->Process child (process/in child) (when-not out-how (process/out child)) (when-not err-how (process/err child))
               prev cmd result)))

(defn alive? "True until the program of a Process has ended." [p] (process/alive? (:proc p)))

(defn destroy
  "Ends the program of a Process by SIGTERM. Returns the Process."
  [p]
  (process/kill (:proc p) :term)
  p)

(defn destroy-tree "The same as destroy." [p] (destroy p))

(defn check
  "Waits for a Process (and those before it in a pipeline); an ExceptionInfo with its map if an exit code is not 0. Returns the map."
  [p]
  (let [result @p]
    (when (:prev result) (check (:prev result)))
    (if (= 0 (:exit result))
      result
      (throw (ex-info (let [err (:err result)]
                        (if (and (string? err) (not (str/blank? err)))
                          err
                          (str (first (:cmd result)) " ended with exit code " (:exit result))))
                      (assoc (into {} (dissoc result :result)) :type ::error))))))

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
  "Runs a program to its end with our input and output; an exit code other than 0 is an exception, unless :continue is true. Arguments as
  for process. Returns the map. (shell {:dir \"src\"} \"ls -l\")"
  [& args]
  (let [{:keys [prev opts cmd]} (parse-args args)
        defaults (if prev {:out :inherit :err :inherit} {:in :inherit :out :inherit :err :inherit})]
    (ended-with-task (process prev (merge defaults opts) cmd)
                     (if (:continue opts) deref check))))

(defn exec
  "Runs a program with our input and output, and ends this one with its exit code."
  [& args]
  (System/exit (:exit (apply shell (let [{:keys [opts cmd]} (parse-args args)] [(assoc opts :continue true) cmd])))))

(defn pipeline
  "The Processes of a pipeline, the first one first. (pipeline (-> (process \"ls\") (process \"wc -l\")))"
  [p]
  (if (:prev p) (conj (pipeline (:prev p)) p) [p]))

(defmacro $
  "Starts a program whose words are the forms: symbols and strings as they are, ~x the value of x. ($ ls -l ~dir)"
  [& forms]
  (let [[options forms] (if (map? (first forms)) [(first forms) (rest forms)] [nil forms])
        word (fn [form]
               (if (and (seq? form) (= 'clojure.core/unquote (first form)))
                 (list `str (second form))
                 (str form)))]
    `(process ~options ~(mapv word forms))))
