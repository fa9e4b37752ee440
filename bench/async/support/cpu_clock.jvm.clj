;; Loaded by the JVM programs: CPU time of the whole process, all threads.
(defn cpu-ms []
  (let [^com.sun.management.OperatingSystemMXBean bean (java.lang.management.ManagementFactory/getOperatingSystemMXBean)]
    (/ (.getProcessCpuTime bean) 1e6)))

(defn heap-bytes []
  (System/gc)
  (let [runtime (Runtime/getRuntime)]
    (- (.totalMemory runtime) (.freeMemory runtime))))

(defmacro report-section [& body]
  `(let [started# (cpu-ms)
         result#  (do ~@body)
         used#    (- (cpu-ms) started#)]
     (println (str "result=" result#))
     (println (str "cpu_ms=" used#))
     (shutdown-agents)))
