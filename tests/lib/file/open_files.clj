;; Reading and writing piece by piece; what is closed says so.
(require '[norn.file :as file] '[norn.async :refer [with-timeout cancel! sleep]])
(file/with-temp-dir [d]
  (def path (str d "/größe.txt"))
  (with-open [f (file/open path {:mode :write})]
    (file/write-all f "abc")
    (file/write-all f (byte-array [100 101]))
    (file/sync f))
  (with-open [f (file/open path)]
    (prn (String. (file/read-some f 2)) (String. (file/read-some f 100)) (file/read-some f 1))
    (prn (file/seek f 1) (String. (file/read-some f 1)) (file/seek f :end) (file/read-some f 1)))
  (with-open [f (file/open path {:mode :append})] (file/write-all f "\nzwei é\r\ndrei"))
  (prn (file/lines path) (file/read path))
  (with-open [w (file/writer path)] (.write w "a") (.write w "\n") (.append w "b"))
  (with-open [r (file/reader path)] (prn (line-seq r)))
  (prn (try (file/open path {:mode :create-new}) (catch :EEXIST e (ex-message (ex-info "exists" {})))))
  (let [f (file/open path)]
    (file/close f)
    (file/close f)
    (prn (try (file/read-some f 1) (catch java.io.IOException e [(:code (ex-data e)) (ex-message e)]))))
  ;; 128 kB of two-byte characters, whose pieces end within characters
  (file/write path (str "x" (nth (iterate (fn [s] (str s s)) "é") 16)))
  (with-open [r (file/reader path)] (prn (= (file/read path) (slurp r))))
  (prn (= 131073 (count (file/read-bytes path)) (alength (.readAllBytes (file/input-stream path)))))
  (prn (try (file/open (str d "/no")) (catch :ENOENT e (:operation (ex-data e))))))
;=> "ab" "cde" nil
;=> 1 "b" 5 nil
;=> ("abcde" "zwei é" "drei") "abcde\nzwei é\r\ndrei"
;=> ("a" "b")
;=> "exists"
;=> [:closed "the file is closed"]
;=> true
;=> true
;=> :open
