;; clojure.core: the table of contents. A file depends only on files above it.
;;
;; The boot compiles core/expand.clj (the macro expander), core/pending.clj and
;; core/boot.clj itself, which are written in special forms, then evaluates the forms
;; of this file. Functions that need no callback are written in C++
;; (src/lib/core_*.cpp) and exist from the start.

(load "core/bootstrap")      ; when cond defn defmacro and or -> lazy-seq concat apply, without destructuring
(load "core/destructure")    ; destructure, let loop fn letfn
(load "core/control")        ; if-let cond-> case condp doto while dotimes assert
(load "core/numbers")        ; + - * / < max bit-and rand
(load "core/predicates")     ; not= some? distinct?
(load "core/functions")      ; comp partial juxt memoize
(load "core/reduce")         ; reduce transduce into every? some
(load "core/seq")            ; second last mapv group-by frequencies
(load "core/lazy")           ; map filter take partition range and their transducers
(load "core/iteration")      ; for doseq
(load "core/transducers")    ; sequence
(load "core/collections")    ; get-in update merge
(load "core/sorted")         ; sort sort-by shuffle
(load "core/vars")           ; binding with-redefs alter-var-root
(load "core/state")          ; atoms, delays, watches
(load "core/metadata")       ; vary-meta alter-meta!
(load "core/namespaces")     ; ns refer import resolve
(load "core/multimethods")   ; hierarchies, defmulti
(load "core/protocols")      ; defprotocol extend
(load "core/types")          ; deftype defrecord reify
(load "core/twins")          ; what host functions ask of user types
(load "core/interop")        ; .method Class/member (Class. args)
(load "core/exceptions")     ; with-open time Throwable->map
(load "core/eduction")       ; eduction, CollReduce, datafy
(load "core/io")             ; *out* *in* slurp spit
(load "core/print")          ; pr println print-method
(load "core/load")           ; require use load
(load "core/strings")        ; re-seq, reading numbers
(load "core/reader")         ; read read-string
(load "core/futures")        ; future promise pmap agents refs tap
(load "core/program")        ; *command-line-args* *1 clojure-version
(load "math")
(load "string")
(load "core/host_classes")   ; the statics and methods of the JVM's classes
(load "/norn/async")
(load "core/tasks")          ; async await

;; The other libraries are part of the image too: a require finds them loaded.
(require 'clojure.set 'clojure.walk 'clojure.template 'clojure.edn 'clojure.data 'clojure.zip 'clojure.stacktrace 'clojure.test
         'clojure.repl 'clojure.pprint 'clojure.datafy 'clojure.main 'clojure.core.async
         'norn.control 'norn.io 'norn.file 'norn.defio 'norn.net 'norn.tls 'norn.digest 'norn.terminal 'norn.runtime 'norn.test 'norn.main
         'norn.json 'clojure.data.json 'cheshire.core 'cheshire.generate
         'norn.url 'norn.base64 'norn.compress 'norn.csv 'clojure.data.csv
         'clojure.java.io 'babashka.fs 'norn.process 'norn.os 'clojure.java.shell 'babashka.process 'norn.sqlite
         'norn.http 'babashka.http-client 'babashka.http-client.websocket)

;; So is the namespace programs begin in.
(let [core (find-ns 'clojure.core)]
  (reset! core-publics {:mappings (norn.prim/ns-mappings core) :publics (ns-publics core)})
  (binding [*ns* (create-ns 'user)]
    (refer 'clojure.core)))

;; The image keeps the sources, for clojure.repl/source and for error reports: path -> text.
(norn.prim/define-var! "norn.prim" "library-sources"
  (into {} (comp (mapcat (fn [ns] (vals (ns-interns ns))))
                 (keep (fn [v] (:file (meta v))))
                 (distinct)
                 (map (fn [file] [file (norn.prim/core-source file)])))
        (all-ns)))
