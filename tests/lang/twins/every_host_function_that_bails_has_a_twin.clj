;; Law 1: a host function that meets a user type or an unrealized lazy seq hands over to bytecode. Calls every host function of
;; the core namespaces with such arguments and prints those that have no twin. The list only shrinks.
(defn lazy [] (map inc (list 1 2)))
(defn object [] (reify Object (toString [_] "object")))
(def argument-lists
  (concat (mapcat (fn [x] [[(x)] [[(x)]] [(x) 1] [{} (x)] [[] (x)] [#{} (x)] ["" (x)] ["%s" (x)] ["%s" [(x)]] [(list) (x)] [(x) (x)]
                           [{} (x) 1] [(transient {}) (x) 1] [(transient #{}) (x)] [[(x)] [(x)]] [1 (x)] [(x) 1 2]])
                  [lazy object])
          [[(sorted-map-by > 1 1) 1] [(sorted-map-by > 1 1) 2 2] [(sorted-set-by > 1) 1] [[(lazy)] [[2 3]]]]))
;; These end the program, change the VM, wait, or start tasks that fail.
(def left-out '#{exit write-out mutex-enter! mutex-exit! pop-bindings! push-bindings! resume resume-throw capture prompt read-in
                 read-line* sleep set-twin! install-hook! await* spawn spawn-root on-done start-timeout! sort-step! yield* check-cancel
                 lazy-begin! lazy-finish! lazy-become! lazy-fail! delay-begin! delay-finish! delay-fail! delay-abandon!
                 set-current-ns! set-exit-code! cancel! remove-ns deliver* deliver-error*})
(def without-twin
  (set (for [n '[clojure.core clojure.string clojure.math norn.prim]
             [s v] (ns-publics n)
             :when (and (:host (meta v)) (not (contains? left-out s)))
             args argument-lists
             :when (try (apply @v args) false
                        (catch UnsupportedOperationException e
                          (some? (re-find #"cannot work on an argument" (str (ex-message e)))))
                        (catch Throwable _ false))]
         (symbol (str n) (str s)))))
(println (sort without-twin)) ;=> (norn.prim/chunk-next)
