;; The names of clojure.java.shell, on norn.process.

(ns clojure.java.shell
  (:require [norn.process :as process]))

(def ^{:dynamic true :doc "The directory sh runs programs in; ours unless bound."} *sh-dir* nil)
(def ^{:dynamic true :doc "The environment sh gives programs; ours unless bound."} *sh-env* nil)

(defmacro with-sh-dir
  "Evaluates the body with sh running programs in a directory."
  [dir & forms]
  `(binding [*sh-dir* ~dir] ~@forms))

(defmacro with-sh-env
  "Evaluates the body with sh giving programs an environment, a map."
  [env & forms]
  `(binding [*sh-env* ~env] ~@forms))

(defn sh
  "Runs a program to its end and returns {:exit code, :out text, :err text}. Arguments are strings; then options in a row: :in (a string,
  byte array, stream, reader or File), :out-enc (:bytes for a byte array), :env (a map), :dir. Being cancelled ends the program.
  (:out (sh \"sort\" :in \"b\\na\\n\")) => \"a\\nb\\n\""
  [& args]
  (let [[command options] (split-with string? args)
        {:keys [in out-enc env dir]} (apply hash-map options)
        bytes? (= :bytes out-enc)
        result (process/run command {:in in
                                     :env (or env *sh-env*)
                                     :dir (or dir *sh-dir*)
                                     :as (when bytes? :bytes)})]
    (if bytes? (update result :err norn.prim/bytes-string) result)))
