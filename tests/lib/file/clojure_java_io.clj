(require '[clojure.java.io :as io] '[norn.file :as file])
(import '(java.io File))
(file/with-temp-dir [d]
  (let [f (io/file d "a" "b.txt")]
    (prn (.getName f) (= (str f) (str d "/a/b.txt") (.getPath f)) (.getName (.getParentFile f)) (.exists f) (instance? File f))
    (prn (io/make-parents f) (io/make-parents f))
    (spit f "one\ntwo\n")
    (spit f "three\n" :append true)
    (prn (slurp f) (.length f) (.isFile f) (.isDirectory (.getParentFile f)))
    (with-open [r (io/reader f)] (prn (vec (line-seq r))))
    (with-open [w (io/writer f :append true)] (.write w "four") (binding [*out* w] (println "!")))
    (with-open [in (io/input-stream f)]
      (let [buffer (byte-array 5)]
        (prn (.read in buffer) (String. buffer) (.read in) (.skip in 3) (String. (.readNBytes in 4)) (String. (.readAllBytes in)) (.read in))))
    (let [copy (io/file d "copy")]
      (io/copy f copy)
      (io/copy (io/reader f) (io/file d "copy2"))
      (io/copy "text é" (io/file d "copy3"))
      (with-open [out (io/output-stream (io/file d "copy4"))] (io/copy (byte-array [1 2 3]) out) (.write out 255))
      (prn (= (slurp f) (slurp copy) (slurp (io/file d "copy2"))) (slurp (str d "/copy3")) (vec (file/read-bytes (io/file d "copy4")))))
    (let [out (java.io.ByteArrayOutputStream.)]
      (io/copy f out)
      (prn (= (seq (.toByteArray out)) (seq (file/read-bytes f)))))
    (prn (sort (map str (map #(.getName %) (.listFiles (io/file d))))) (count (file-seq (io/file d))))
    (prn (.delete f) (.delete f) (io/delete-file f :gone) (.mkdir (io/file d "a")) (.renameTo (io/file d "copy") f) (.exists f))
    (prn (= (io/file "a") (File. "a")) (get (hash-map (io/file "a") 1) (io/file "a")) (compare (io/file "a") (io/file "b")) (contains? #{(io/file "x")} (io/file "x")))
    (prn (try (io/file "a" "/b") (catch IllegalArgumentException e (ex-message e))) (io/as-file nil) (str (io/file "a//b/")))
    (prn (= (.getCanonicalPath (io/file d "a" ".." "none")) (str (file/real-path d) "/none")) (str (.getAbsolutePath (io/file "/x"))))
    (prn (try (io/reader (str d "/none")) (catch java.io.FileNotFoundException e (:code (ex-data e)))))))
(prn (slurp (.getBytes "é")) (with-open [r (io/reader (.getBytes "x\ny"))] (line-seq r)))
;=> "b.txt" true "a" false true
;=> true false
;=> "one\ntwo\nthree\n" 14 true true
;=> ["one" "two" "three"]
;=> 5 "one\nt" 119 3 "hree" "\nfour!\n" -1
;=> true "text é" [1 2 3 -1]
;=> true
;=> ("a" "copy" "copy2" "copy3" "copy4") 7
;=> true false :gone false true true
;=> true 1 -1 true
;=> "/b is not a relative path" nil "a/b"
;=> true "/x"
;=> :ENOENT
;=> "é" ("x" "y")
