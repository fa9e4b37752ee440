;; Child processes. What waits suspends the calling task and has a twin with
;; -async behind its name.
;;
;; A child that runs keeps the program running. Who waits in `run` owns its child:
;; cancelling or timing out that task ends the child (SIGTERM, then SIGKILL after
;; :kill-after milliseconds) before the task ends. A child that `start` returned is
;; its own: nothing ends it but `kill`, `stop` and itself. Children are always
;; reaped.
;;
;; A program that can't be started is a java.io.FileNotFoundException or
;; IOException whose ex-data has :code (:ENOENT, :EACCES …).

(ns norn.process
  (:require [norn.async :as async]
            [norn.defio :refer [defio]]
            [norn.io :as io]))

(def signals
  "The numbers of signals by their names on Linux."
  {:hup 1 :int 2 :quit 3 :abrt 6 :kill 9 :usr1 10 :segv 11 :usr2 12 :pipe 13 :alrm 14 :term 15 :chld 17 :cont 18 :stop 19
   :tstp 20 :ttin 21 :ttou 22 :winch 28})

(defn signal-number
  "The number of a signal: a keyword like :term, or the number itself. (signal-number :term) => 15"
  [signal]
  (cond
    (integer? signal) signal
    (contains? signals signal) (get signals signal)
    :else (throw (IllegalArgumentException. (str "no signal is called " (norn.prim/print-brief signal) "; there are "
                                                 (apply str (interpose ", " (sort (keys signals)))))))))

;; --- starting -----------------------------------------------------------------------

(declare alive? wait exit kill)

;; in: an output stream to the child's standard input; out and err: input streams; nil where there is no pipe.
(deftype Child [resource pid in out err command]
  java.lang.Process
  (isAlive [this] (alive? this))
  (waitFor [this] (wait this))
  (exitValue [this] (or (exit this) (throw (IllegalStateException. "the process has not ended yet"))))
  (pid [_] pid)
  (destroy [this] (kill this :term) nil)
  (destroyForcibly [this] (kill this :kill) this)
  (getOutputStream [_] in)
  (getInputStream [_] out)
  (getErrorStream [_] err)
  Object
  (toString [_] (str "#<process " pid " " (first command) ">")))

(defmethod print-method Child [child writer]
  (norn.interop/write writer (str child)))

(defn- input-of [resource]
  (when resource
    (io/input-stream (fn [] (norn.prim/stream-read resource 65536))
                     (fn [] (norn.prim/stream-close resource)))))

(defn- output-to [resource]
  (when resource
    (io/output-stream (fn [x] (norn.prim/stream-write resource x))
                      (fn [] (norn.prim/stream-close resource)))))

(defn- environment
  "What the child finds in its environment, a vector of NAME=value; nil for what we have."
  [{:keys [env extra-env]}]
  (when (or env extra-env)
    (vec (for [[k v] (merge (or env (norn.prim/environment)) extra-env)
               :when (some? v)]
           (str (if (keyword? k) (name k) k) "=" v)))))

(defn- stream-of
  "[what norn.prim/process-spawn wants, the file that was opened for it]"
  [x direction append]
  (cond
    (nil? x) [:pipe nil]
    (keyword? x) [x nil]
    :else (let [file (norn.prim/open-file (str x) (case direction :in :read :out (if append :append :write)))]
            [file file])))

(defn- words
  "The program and its arguments as strings."
  [command]
  (when-not (sequential? command)
    (throw (IllegalArgumentException. (str "expected a vector of a program and its arguments, found " (norn.prim/print-brief command)))))
  (when (some nil? command)
    (throw (IllegalArgumentException. (str "nil is no argument of a program: " (norn.prim/print-brief command)))))
  (mapv str command))

(defio start
  "Starts a program and returns the child: command is a vector of the program and its arguments, strings. Options:
  :in, :out, :err  :pipe (unless told: (in child), (out child), (err child) are its streams), :inherit, :ignore, or a path to read
                   from or write to; :err also :out, to go where :out goes
  :append true     files are appended to
  :dir             the directory it starts in
  :env             its whole environment, a map
  :extra-env       what is added to ours; a variable whose value is nil is left out
  :session true    a session of its own: Ctrl-C does not reach it, and kill reaches all it has started
  (slurp (out (start [\"ls\"])))"
  ([command] (start command nil))
  ([command {:keys [in out err dir session append] :as options}]
   (norn.prim/flush-out 1)
   (norn.prim/flush-out 2)
   (let [[in in-file] (stream-of in :in false)
         [out out-file] (stream-of out :out append)
         [err err-file] (stream-of err :out append)]
     (try
       (let [command (words command)
             [resource pid in out err]
             (norn.prim/process-spawn command (environment options) (if dir (str dir) nil) in out err (boolean session))]
         (->Child resource pid (output-to in) (input-of out) (input-of err) command))
       (finally
         (doseq [file [in-file out-file err-file] :when file]
           (norn.prim/file-close file)))))))

(defn- resource-of [child]
  (if (instance? Child child)
    (.-resource child)
    (throw (IllegalArgumentException. (str "expected a child process, found " (norn.prim/print-brief child))))))

(defn pid "The number of a child. (pid child) => 4711" [^Child child] (.-pid child))
(defn in "The output stream that a child reads its input from, or nil. (.write (in child) \"text\")" [^Child child] (.-in child))
(defn out "The input stream of what a child writes, or nil. (slurp (out child))" [^Child child] (.-out child))
(defn err "The input stream of what a child writes to its error output, or nil. (slurp (err child))" [^Child child] (.-err child))

;; --- their end ----------------------------------------------------------------------

(defn- exit-code
  "As shells tell it: 128 and the signal when one killed it."
  [[code signal]]
  (if (= 0 signal) code (+ 128 signal)))

(defio wait
  "Suspends until a child has ended; returns its exit code, 128 + the signal's number if one killed it. Being cancelled does not touch
  the child. (wait (start [\"true\"])) => 0"
  [child]
  (exit-code (norn.prim/process-wait (resource-of child))))

(defn exit
  "The exit code of a child that has ended, else nil. (exit child) => nil"
  [child]
  (when-let [ended (norn.prim/process-exit (resource-of child))]
    (exit-code ended)))

(defn alive? "True until a child has ended. (alive? child) => true" [child] (nil? (exit child)))

(defn kill
  "Sends a child a signal, :term unless told, as keyword or number; to all of its session if it has its own. False if it has ended.
  (kill child :hup) => true"
  ([child] (kill child :term))
  ([child signal]
   (norn.prim/process-kill (resource-of child) (signal-number signal) true)))

(defn- children-of
  "The numbers of the children of a process."
  [pid]
  (let [tasks (str "/proc/" pid "/task")]
    (mapcat (fn [task]
              (try
                (map parse-long (re-seq #"\d+" (norn.prim/read-file (str tasks "/" task "/children"))))
                (catch java.io.IOException _ nil)))
            (try (map first (norn.prim/list-directory tasks)) (catch java.io.IOException _ nil)))))

(defn- pids-below [pid]
  (mapcat (fn [child] (cons child (pids-below child))) (children-of pid)))

(defio descendants
  "The numbers of what a child has started, and of what that has started, as far as it runs. Read from /proc: what starts meanwhile may be
  missing. (descendants child) => [4712 4713]"
  [child]
  (if (alive? child) (vec (pids-below (.pid child))) []))

(defio kill-tree
  "Sends a signal, :term unless told, to a child and to all it has started, directly or not. False if it has ended.
  (kill-tree child :kill) => true"
  ([child] (kill-tree child :term))
  ([child signal]
   (let [below (descendants child)
         was-there (kill child signal)]
     (doseq [pid below] (norn.prim/kill-pid pid (signal-number signal)))
     was-there)))

(defio stop
  "Ends a child: SIGTERM, and SIGKILL if it still runs after grace-ms (2000 unless told). Returns its exit code.
  (stop child 500) => 143"
  ([child] (stop child 2000))
  ([child grace-ms]
   (async/shield
     (kill child :term)
     (let [code (async/bounded grace-ms (fn [] (wait child)) (fn [] nil))]
       (or code
           (do (kill child :kill)
               (wait child)))))))

;; --- running ------------------------------------------------------------------------

(defn- feed
  "Writes the input of a child and closes it. That the child does not read it all is its business."
  [child input]
  (let [to (in child)]
    (try
      (cond
        (or (string? input) (bytes? input)) (.write to input)
        (norn.prim/type-method input 'transferTo) (.transferTo input to)
        (or (norn.prim/type-method input 'readLine) (norn.prim/type-method input 'getAbsolutePath)) (.write to (slurp input))
        :else (throw (IllegalArgumentException. (str "expected a string, byte array, stream, reader or File as input of a program, found "
                                                     (norn.prim/print-brief input)))))
      (catch :EPIPE _ nil)
      (catch :ECONNRESET _ nil)
      (finally (.close to)))))

(defn- collected [stream as]
  (when stream
    (let [bytes (.readAllBytes stream)]
      (if (= :bytes as) bytes (norn.prim/bytes-string bytes)))))

(defn- data? [input] (or (string? input) (bytes? input) (and (some? input) (not (keyword? input)))))

(defio run
  "Runs a program to its end and returns {:exit code, :out text, :err text}; :out and :err are nil where they are no pipes. Options are
  those of start, and
  :in           a string, byte array, input stream, reader or File that is its input; none unless told. :inherit for ours
  :in-file      a path to read its input from
  :as           :bytes for byte arrays instead of texts
  :timeout      milliseconds; then the child is ended and a TimeoutException thrown
  :kill-after   milliseconds between SIGTERM and SIGKILL when the child must be ended, 2000 unless told
  :check        true: an exit code other than 0 is an ExceptionInfo with :type :norn/process-failed, :exit, :out, :err
  (:out (run [\"sort\"] {:in \"b\\na\\n\"})) => \"a\\nb\\n\""
  ([command] (run command nil))
  ([command {:keys [in in-file as timeout kill-after check] :as options}]
   (let [child (start command (assoc options :in (cond (data? in) :pipe in-file in-file in in :else :ignore)))
         run-to-end
         (fn []
           (async/all [(fn [] (when (data? in) (feed child in)))
                       (fn [] (collected (out child) as))
                       (fn [] (collected (err child) as))
                       (fn [] (wait child))]))
         done (volatile! false)]
     (try
       (let [[_ out err code] (if timeout (async/with-timeout timeout (run-to-end)) (run-to-end))]
         (vreset! done true)
         (when (and check (not= 0 code))
           (throw (ex-info (str (first command) " ended with exit code " code)
                           {:type :norn/process-failed :command (mapv str command) :exit code :out out :err err})))
         {:exit code :out out :err err})
       (finally
         (when-not @done (stop child (or kill-after 2000)))
         (doseq [stream [(norn.process/in child) (norn.process/out child) (norn.process/err child)] :when stream]
           (.close stream)))))))
