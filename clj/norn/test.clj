;; Testing programs that wait: virtual time with a seeded order of tasks, and what
;; `norn test` does.

(ns norn.test
  (:require [clojure.string :as str]
            [clojure.test :as test]
            [norn.async]
            [norn.file :as file]))

(def ^:dynamic *program*
  "How the program was started: a map of :seed (of --seed, or nil) and :rerun-command (a shell's words, without --seed)."
  nil)

;; --- virtual time ----------------------------------------------------------------------

(defn- failures
  "How many assertions of the running clojure.test tests have failed."
  []
  (let [counters (some-> test/*report-counters* deref)]
    (+ (:fail counters 0) (:error counters 0))))

(defn- report-seed [seed given?]
  (norn.prim/flush-out 1)
  (norn.prim/write-out 2
    (if given?
      (str "with-virtual-time failed with {:seed " seed "}\n")
      (str "with-virtual-time failed with seed " seed ". To run it again:\n"
           "  norn --seed " seed " " (:rerun-command *program*) "\n"))))

(defn in-virtual-time
  "Calls (f) in virtual time; see with-virtual-time."
  [options f]
  (let [given (:seed options)
        seed (or given (:seed *program*) (rand-int 1000000000))
        failed-before (failures)
        passed (volatile! false)
        [nested :as entered] (norn.prim/enter-virtual-time! seed)]
    (try
      (let [result (norn.async/scope (f))]
        (vreset! passed (= failed-before (failures)))
        result)
      (finally
        (norn.prim/leave-virtual-time! entered)
        (when-not (or nested (deref passed)) (report-seed seed (some? given)))))))

(defmacro with-virtual-time
  "Evaluates body, a `scope`, on a clock that stands still while one of the body's
  tasks can run or reads or writes a file, and jumps to the next deadline when
  none can: sleeps and timeouts take no time, and System/nanoTime and
  currentTimeMillis follow (the first begins at 2001-09-09T01:46:40Z). Tasks run,
  and chance falls, in an order that depends on the seed alone: that of the
  options, else that of norn --seed, else a random one, which is printed when body
  throws or an assertion in it fails.
  (with-virtual-time {:seed 7} (norn.async/sleep (* 30 24 3600 1000)) :done) => :done"
  [& body]
  (if (and (map? (first body)) (next body))
    `(in-virtual-time ~(first body) (fn* [] ~@(rest body)))
    `(in-virtual-time nil (fn* [] ~@body))))

;; --- norn test -----------------------------------------------------------------------------

(defn- source-file? [path] (or (str/ends-with? path ".clj") (str/ends-with? path ".cljc")))

(defn- source-files
  "The source files below a path, in order of name."
  [path]
  (if (file/directory? path)
    (mapcat (fn [{:keys [name path]}]
              (when (or (source-file? name) (file/directory? path)) (source-files path)))
            (file/entries path))
    [path]))

(defn- namespace-of
  "The symbol in the ns form a file begins with, nil if it begins otherwise."
  [path]
  (let [text (slurp path)
        form (try (read-string {:read-cond :allow :eof nil} text) (catch :default _ nil))]
    (when (and (seq? form) (= 'ns (first form)) (symbol? (second form)))
      (second form))))

(defn- root-of
  "The directory a namespace's file lies under as `require` expects it, nil if it does not."
  [path ns-name]
  (let [relative (-> (name ns-name) (str/replace "-" "_") (str/replace "." "/"))
        stem (subs path 0 (str/last-index-of path "."))]
    (cond
      (= stem relative) "."
      (str/ends-with? stem (str "/" relative)) (subs stem 0 (- (count stem) (count relative) 1))
      :else nil)))

(defn- load-tests
  "Loads a file and returns the symbol of its namespace."
  [path]
  (let [ns-name (or (namespace-of path) 'user)
        root (root-of path ns-name)]
    (if root
      (do
        (when-not (some #{root} (norn.prim/classpath))
          (norn.prim/set-classpath! (conj (norn.prim/classpath) root)))
        (require ns-name))
      (binding [*ns* (create-ns 'user)]
        (refer 'clojure.core)
        (load-file path)))
    ns-name))

(defn- has-tests? [ns-name]
  (some (fn [v] (:test (meta v))) (vals (ns-interns ns-name))))

(defn run-paths
  "Loads the .clj and .cljc files at and below the paths and runs the clojure.test
  tests of their namespaces. Returns true if there were some and all passed. A
  file that can't be loaded counts as an error, which (show exception) prints."
  [paths show]
  (binding [test/*report-counters* (atom test/*initial-report-counters*)]
    (let [loaded (doall
                  (for [path (distinct (mapcat source-files paths))]
                    (try
                      (load-tests path)
                      (catch :default e
                        (test/inc-report-counter :error)
                        (show e)
                        nil))))
          broken (:error (deref test/*report-counters*))
          namespaces (filter has-tests? (distinct (remove nil? loaded)))
          summary (update (apply merge-with + test/*initial-report-counters* (map test/test-ns namespaces)) :error + broken)]
      (test/do-report (assoc summary :type :summary))
      (when (zero? (:test summary))
        (binding [*out* *err*] (println "No tests found in" (str/join " " paths))))
      (and (pos? (:test summary)) (test/successful? summary)))))
