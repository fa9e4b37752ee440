(let [bean    (java.lang.management.ManagementFactory/getOperatingSystemMXBean)
      cpu-ms  #(/ (.getProcessCpuTime ^com.sun.management.OperatingSystemMXBean bean) 1e6)
      started (cpu-ms)
      m       (loop [i 0 m {}]
                (if (< i 1000000)
                  (recur (inc i) (assoc m i i))
                  m))
      sum     (loop [i 0 sum 0]
                (if (< i 1000000)
                  (recur (inc i) (+ sum (long (get m i))))
                  sum))]
  (println (str "result=" sum))
  (println (str "cpu_ms=" (- (cpu-ms) started))))
