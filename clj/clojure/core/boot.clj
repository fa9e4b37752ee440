;; The loop that reads, expands, compiles and runs, as the boot needs it; load.clj
;; puts the real `load` in its place.
;;
;; Written in special forms only (see expand.clj).

(def ^{:private true :doc "Reads and evaluates every form of `text`; returns the last value. Requires: *ns* and *file* are bound."}
  eval-text
  (fn* eval-text [text]
    (loop* [offset 0 line 1 column 1 result nil]
      (let* [step (norn.prim/read-form text offset line column *ns* nil)]
        (if step
          (let* [form (nth step 0)
                 form (if (nth step 4) (build-form form nil) form)]
            (recur (nth step 1) (nth step 2) (nth step 3) (eval form)))
          result)))))

(def ^{:private true :doc "Evaluates the text of a source file with *ns* and *file* bound; *ns* is what it was afterwards."}
  load-text
  (fn* load-text [text file]
    (norn.prim/push-bindings! {(var *ns*) *ns* (var *file*) file
                               (var *warn-on-reflection*) *warn-on-reflection* (var *unchecked-math*) *unchecked-math*
                               (var *compiler-options*) *compiler-options* (var *data-readers*) *data-readers*})
    (try
      (eval-text text)
      (finally (norn.prim/pop-bindings!)))))

(def ^{:private true :doc "Boot: loads the core library's files, in order. `files`: names like \"clojure/core/bootstrap.clj\"."}
  load-core
  (fn* load-core [files]
    (loop* [files (seq files)]
      (if files
        (do (load-text (norn.prim/core-source (first files)) (first files))
            (recur (next files)))
        nil))))

(norn.prim/define-var! "norn.boot" "load-core" load-core)

(def ^{:doc "Boot: loads a library source by its path below clj/clojure, or below clj/ when it begins with a slash. core/load.clj
  puts the real one in its place."}
  load
  (fn* load [path]
    (load-core
     [(str (if (clojure.string/starts-with? path "/") (subs path 1) (str "clojure/" path)) ".clj")])))
