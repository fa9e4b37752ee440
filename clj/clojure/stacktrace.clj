;; clojure.stacktrace: printing exceptions.

(ns clojure.stacktrace)

(defn root-cause
  "The innermost cause of an exception."
  [tr]
  (if-let [cause (ex-cause tr)] (recur cause) tr))

(defn print-trace-element
  "Prints one frame of a stack trace, a map of :fn :file :line."
  [e]
  (print (str (:fn e) (if (:file e) (str " (" (:file e) ":" (:line e) ")") ""))))

(defn print-throwable
  "Prints class, message and data of an exception."
  [tr]
  (print (str (.getName (class tr)) ": " (ex-message tr)))
  (when (ex-data tr)
    (newline)
    (pr (ex-data tr))))

(defn print-stack-trace
  "Prints an exception and (the first n frames of) its stack trace."
  ([tr] (print-stack-trace tr nil))
  ([tr n]
   (let [frames (norn.prim/stack-trace tr)
         frames (if n (take n frames) frames)]
     (print-throwable tr)
     (newline)
     (print " at ")
     (if (seq frames)
       (print-trace-element (first frames))
       (print "[empty stack trace]"))
     (newline)
     (doseq [frame (rest frames)]
       (print "    ")
       (print-trace-element frame)
       (newline)))))

(defn print-cause-trace
  "Like print-stack-trace, for the exception and all its causes."
  ([tr] (print-cause-trace tr nil))
  ([tr n]
   (print-stack-trace tr n)
   (when-let [cause (ex-cause tr)]
     (print "Caused by: ")
     (recur cause n))))

(defn e
  "Prints the trace of the root cause of *e."
  []
  (print-stack-trace (root-cause *e) 8))
