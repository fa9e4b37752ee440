;; The entry of every run: what the command line asked for, failures as people
;; read them, the plain REPL.

(ns norn.main
  (:require [clojure.string :as str]
            [norn.test]))

(def ^:dynamic *color* "True when error reports may use colour." false)

(defn- colored [code text] (if *color* (str "\u001b[" code "m" text "\u001b[0m") text))

;; --- failures ---------------------------------------------------------------------

(defn- source-lines
  "The lines of a source file, or nil when it can't be read."
  [file]
  (try
    (when file
      (str/split-lines (or (norn.prim/library-source file) (slurp file))))
    (catch :default _ nil)))

(defn- excerpt
  "The source line with a caret below the column; nil when there is none."
  [file line column]
  (when (and line (pos? line))
    (when-let [text (get (source-lines file) (dec line))]
      (let [gutter (str "  " line " | ")]
        (str gutter text "\n"
             (apply str (repeat (- (count gutter) 2) \space)) "| "
             (apply str (map (fn [c] (if (= c \tab) \tab \space)) (take (max 0 (dec (or column 1))) text)))
             (colored "31" "^"))))))

(def ^:private internal-files
  #{"clojure/core/expand.clj" "clojure/core/boot.clj" "clojure/core/load.clj" "clojure/core/twins.clj" "norn/main.clj"})

(def ^:private internal-functions
  #{"clojure.core/force-lazy-seq" "clojure.core/await-value" "clojure.core/await-deref" "clojure.core/deref-twin"})

(defn- internal-frame?
  "Frames of Norn's own machinery are left out of reports."
  [{:keys [file fn]}]
  (or (contains? internal-files file) (contains? internal-functions fn)))

(def ^:private await-files #{"norn/async.clj" "clojure/core/futures.clj" "clojure/core/tasks.clj"})

(defn- shown-frames
  "The frames of a report. An await is named by the line that waits, not by what await is made of; so is the
  place of an exception that await itself threw."
  [frames thrown-by-await]
  (loop [left (seq frames) awaited thrown-by-await shown []]
    (if left
      (let [{:keys [await file] :as frame} (first left)
            awaited (boolean (or awaited await))]
        (if (or (internal-frame? frame) (and awaited (contains? await-files file)))
          (recur (next left) awaited shown)
          (recur (next left) false (conj shown (assoc frame :await awaited)))))
      shown)))

(defn- user-frame? [{:keys [file]}]
  (and file (nil? (norn.prim/core-source file)) (not (re-find #"^(clojure|norn)/" file))))

(defn- frame-line [{:keys [fn file line column spawn task await left-out]}]
  (str (cond
         (and spawn task) (str "    spawned as " task " at ")
         spawn "    spawned at "
         await "    awaited at "
         :else "    at ")
       fn
       (if (and file (pos? line)) (str " (" file ":" line ":" column ")") "")
       (if left-out (str "\n    ... " left-out " spawns left out") "")))

(defn- trace-text
  "The frames, one to a line; runs of the same frame, as in a recursion, are shown once."
  [frames]
  (str/join "\n" (map (fn [[frame & again]]
                        (str (frame-line frame)
                             (if again (str "\n    ... " (count again) " more of the same") "")))
                      (partition-by identity frames))))

(defn- message-of [e]
  (let [message (ex-message e)]
    (if (str/blank? (str message)) (str (class e)) message)))

(defn- failure-of
  "What is shown of an exception that a task got."
  [e task]
  (let [[file line column] (norn.prim/exception-info e)
        frames (shown-frames (norn.prim/stack-trace e task) (= :norn/cancelled (:type (ex-data e))))
        place (cond
                (and line (pos? line)) {:file file :line line :column column}
                :else (first (filter (fn [frame] (and (user-frame? frame) (pos? (:line frame)))) frames)))
        data (ex-data e)
        head (str (colored "31;1" (str (.getSimpleName (class e)))) ": " (message-of e))]
    (str head "\n"
         (when place (str "  at " (or (:file place) "NO_SOURCE_FILE") ":" (:line place) ":" (:column place) "\n"))
         (when place (when-let [text (excerpt (:file place) (:line place) (:column place))] (str text "\n")))
         (when (and (seq data) (nil? line)) (str "  data: " (pr-str data) "\n"))
         (when (and (seq frames) (nil? line)) (str "  trace:\n" (trace-text frames) "\n"))
         (when-let [cause (ex-cause e)] (str "caused by " (failure-of cause task))))))

(defn failure-text
  "How an exception is shown to a person: kind and message, place with source line
  and caret, data, trace (through the awaits of the task that got it), causes."
  ([e] (failure-of e (norn.prim/current-task)))
  ([e task] (failure-of e task)))

(defn report
  "Prints an exception to *err*."
  [e]
  (norn.prim/flush-out 1)
  (norn.prim/write-out 2 (failure-text e))
  (norn.prim/flush-out 2))

(defn- print-unhandled [head e task]
  (norn.prim/flush-out 1)
  (norn.prim/write-out 2 (str head (or (norn.prim/task-name task) (norn.prim/task-id task)) "\n" (failure-text e task))))

;; Called for each failure that nobody observed. A handler that fails must not keep it from being told.
(norn.prim/install-hook! :print-uncaught
  (fn [task]
    (let [e (norn.prim/task-result task)]
      (if-let [handler (deref (deref #'norn.async/unhandled-handler))]
        (try
          (norn.prim/observe! task)
          (handler e task)
          (catch :default broken
            (print-unhandled "Unhandled failure in task " e task)
            (print-unhandled "The on-unhandled handler failed too, for task " broken task)
            (norn.prim/set-exit-code! 1)))
        (print-unhandled "Unhandled failure in task " e task)))))

;; --- the plain REPL ------------------------------------------------------------------

(defn- print-value [v] (prn v))

(defn- interruptible
  "Calls (f). Ctrl-C ends the call, whatever it waits for: the result is then :interrupted."
  [f]
  (let [tag (norn.prim/make-boundary)]
    (norn.prim/on-interrupt! tag)
    (let [result (norn.prim/boundary tag f)]
      (norn.prim/forget-cancel-to! tag)
      (if (norn.prim/control-signal? result)
        (if (identical? :deadlock (norn.prim/signal-reason result)) nil :interrupted)
        result))))

(defn- evaluate-and-print
  "Returns nil, or :interrupted."
  [form pending?]
  (interruptible
   (fn []
     (try
       (let [value (eval (if pending? (#'clojure.core/build-form form nil) form))]
         (set! *3 *2) (set! *2 *1) (set! *1 value)
         (print-value value))
       (catch :default e (set! *e e) (report e)))
     (flush))))

(defn- prompt [interactive? continued?]
  (cond
    (not interactive?) ""
    continued? "   "
    :else (str (ns-name *ns*) "=> ")))

(defn- report-unfinished
  "Says which form the end of the input cut off."
  [text line column]
  (try
    (norn.prim/read-form text 0 line column *ns* {:read-cond :allow})
    (catch :default e (report e))))

(defn repl
  "Reads forms from standard input, evaluates and prints them, until its end.
  *1 *2 *3 hold the last values, *e the last exception. Ctrl-C ends the
  evaluation, or drops what has been typed."
  [interactive?]
  (binding [*ns* (create-ns 'user) *1 nil *2 nil *3 nil *e nil *file* "REPL"]
    (loop [text "" line 1 column 1]
      (let [step (try
                   (norn.prim/read-form text 0 line column *ns* {:incremental true :read-cond :allow})
                   (catch :default e e))]
        (cond
          (instance? Throwable step)
          (do (set! *e step) (report step) (recur "" 1 1))

          (vector? step)
          (let [[form offset line column pending?] step
                rest-of-text (subs text (norn.prim/code-point-index text offset))]
            (if (= :interrupted (evaluate-and-print form pending?))
              (do (binding [*out* *err*] (println "Interrupted")) (recur "" 1 1))
              (recur rest-of-text line column)))

          :else
          (let [_ (norn.prim/on-interrupt! (when interactive? :input))
                more (norn.prim/read-line* (prompt interactive? (not (str/blank? text))))]
            (cond
              (= :interrupted more) (recur "" 1 1)
              more (recur (str text more "\n") line column)
              :else (do (when interactive? (newline))
                        (when (= :more step) (report-unfinished text line column))))))))))

;; --- modes -----------------------------------------------------------------------------

(defn- run-text [text file]
  (binding [*ns* (create-ns 'user)]
    (#'clojure.core/load-text text file)))

(defn- run-mode [{:keys [mode file expressions main-namespace interactive]}]
  (case mode
    :file (run-text (or (norn.prim/read-source file) (slurp file)) file)
    :stdin (run-text (slurp "/dev/stdin") "stdin")
    :expressions (let [value (run-text (str/join "\n" expressions) "expr")]
                   (when (some? value) (prn value)))
    :main-namespace (let [ns-sym (symbol main-namespace)]
                      (require ns-sym)
                      (if-let [main-var (ns-resolve ns-sym '-main)]
                        (apply main-var *command-line-args*)
                        (throw (ex-info (str "Namespace " ns-sym " has no -main function") {:namespace ns-sym}))))
    :test (when-not (norn.test/run-paths (or *command-line-args* ["test"]) report)
            (norn.prim/set-exit-code! 1))
    :repl (repl interactive)))

(defn main
  "Runs what the options (a map made from the command line) ask for; sets the exit code."
  [options]
  (binding [*command-line-args* (seq (:arguments options))
            *color* (:color-err options)
            norn.test/*program* (select-keys options [:seed :rerun-command])]
    (try
      (norn.prim/set-classpath! (:classpath options))
      (run-mode options)
      (flush)
      (catch :default e
        ;; As on the JVM's command line: nobody waits for what else goes on, but no failure so far is lost.
        (report e)
        (run! norn.prim/await-done* (norn.prim/report-unobserved!))
        (norn.prim/exit 1)))))
