; What is written is read back: text, appended text, bytes.
(require '[norn.file :as file])

(def directory (str (System/getProperty "java.io.tmpdir") "/norn-test-" (norn.prim/process-id)))
(def path (str directory "/a/b/notes.txt"))

(file/make-directories (str directory "/a/b"))
(file/write path "größe\n")
(prn (file/read path)) ;=> "größe\n"
(file/append path "more")
(prn (slurp path)) ;=> "größe\nmore"
(spit path "new")
(spit path "er" :append true)
(prn (file/read path)) ;=> "newer"
(prn (count (file/read-bytes path))) ;=> 5
(prn (await (file/read-async path))) ;=> "newer"
(prn (file/exists? path) (file/directory? path) (file/file? path)) ;=> true false true
(prn (:size-bytes (file/status path))) ;=> 5
(prn (mapv (juxt :name :type) (file/entries (str directory "/a")))) ;=> [["b" :directory]]
(prn (mapv :name (file/walk directory))) ;=> ["a" "b" "notes.txt"]
(file/rename path (str directory "/c"))
(file/delete (str directory "/c"))
(file/delete (str directory "/a/b"))
(file/delete (str directory "/a"))
(file/delete directory)
(prn (file/exists? directory) (file/status directory)) ;=> false nil
