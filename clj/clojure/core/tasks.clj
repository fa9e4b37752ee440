;; async and await under their clojure.core names (namespace norn.async has the rest).

(defmacro async
  "Starts a task that evaluates the body and returns the task at once. Await the task (await, @) for its value.
  ^{:name \"fetcher\"} (async ...) names it for reports; the name may be any expression. (await (async (+ 1 2))) => 3"
  [& body]
  (with-meta `(norn.async/async ~@body) (meta &form)))

(defn await
  "Suspends the calling task until x - a task, promise, delay or anything that can be dereferenced - is done, and returns its value
  or throws its failure; with ms and default, the default if that takes longer than ms milliseconds. With agents, as in Clojure:
  waits for the actions sent to them so far and returns nil. (await (async 42)) => 42"
  ([x] (norn.async/await x))
  ([x y] (if (agent? x) (await-agents [x y]) (norn.async/await x y nil)))
  ([x ms default & agents]
   (if (agent? x)
     (await-agents (list* x ms default agents))
     (norn.async/await x ms default))))
