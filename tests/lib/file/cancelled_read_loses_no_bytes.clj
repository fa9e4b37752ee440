;; A read of an open file that is cancelled takes nothing; one at a time; a FIFO is waited for and holds up nobody.
(require '[norn.file :as file] '[norn.process :as process] '[norn.async :as a])
(file/with-temp-dir [d]
  (let [fifo (str d "/fifo")]
    (process/run ["mkfifo" fifo] {:check true})
    (with-open [in (file/open fifo)]
      (let [cancelled (file/read-some-async in 100)]
        (a/yield)
        (prn (try (file/read-some in 1) (catch :EBUSY e (:operation (ex-data e)))))
        (a/cancel! cancelled)
        (prn (try (await cancelled) (catch java.util.concurrent.CancellationException _ :cancelled))))
      (with-open [out (file/open fifo {:mode :append})]
        (file/write-all out "first")
        (prn (loop [] ; the cancelled one may still be leaving
               (let [got (try (String. (file/read-some in 100)) (catch :EBUSY _ nil))]
                 (or got (do (a/sleep 1) (recur))))))
        (let [reading (mapv (fn [_] (file/read-some-async in 100)) (range 1))]
          (prn (file/exists? fifo))
          (file/write-all out "second")
          (prn (String. (await (first reading))))))
      (prn (file/read-some in 100)))))
;=> :read
;=> :cancelled
;=> "first"
;=> true
;=> "second"
;=> nil
