(require '[norn.file :as file])
(def top (file/temp-dir {:prefix "norn-test-"}))
(defn at [& parts] (apply str top "/" parts))
(defn code [f] (try (f) :none (catch java.io.IOException e (:code (ex-data e)))))
(file/mkdirs (at "a/b"))
(file/write (at "a/x.txt") "one")
(file/write (at "a/x.txt") "two" {:atomic true :sync true})
(file/set-permissions (at "a/x.txt") 0600)
(file/write (at "a/x.txt") (.getBytes "three") {:atomic true})
(prn (file/read (at "a/x.txt")) (:permissions (file/stat (at "a/x.txt"))) (file/list (at "a")))
(file/copy (at "a/x.txt") (at "a/b/y.txt"))
(prn (file/read (at "a/b/y.txt")) (:permissions (file/stat (at "a/b/y.txt"))) (code #(file/copy (at "a/x.txt") (at "a/b/y.txt") {:replace false})))
(file/copy (at "a/x.txt") (at "a/x.txt"))
(prn (file/read (at "a/x.txt")))
(file/make-link (at "link") "a/x.txt")
(file/make-link (at "hard") (at "a/x.txt") {:hard true})
(prn (file/read-link (at "link")) (file/read (at "link")) (:links (file/stat (at "hard"))) (:type (file/link-status (at "link"))))
(file/touch (at "a/b/t") {:modified-ms 1000})
(prn (:modified-ms (file/stat (at "a/b/t"))) (file/access? (at "a/b/t") :read) (file/access? (at "none") :read))
(prn (code #(file/make-directory (at "a"))) (code #(file/delete (at "a"))) (code #(file/copy (at "a") (at "c"))) (code #(file/write (at "a") "x" {:atomic true})))
(prn (mapv (fn [p] (subs p (count (at "")))) (file/glob top "**")))
(doseq [pattern ["*" "a/*" "**/*.txt" "a/**/y.{txt,md}" "a/?.t[a-z]t" "a/[!x].txt" "{a,b}/b"]]
  (prn pattern (mapv (fn [p] (subs p (count (at "")))) (file/glob top pattern))))
(def made (file/temp-file {:directory top :prefix "p-" :suffix ".s"}))
(prn (boolean (re-find #"/p-.{6}\.s$" made)) (:permissions (file/stat made)))
(file/delete-tree (at "link"))
(prn (file/exists? (at "a/x.txt")))
(file/delete-tree top)
(file/delete-tree top)
(prn (file/exists? top))
(file/with-temp-dir [d]
  (file/write (str d "/x") "1")
  (prn (await (file/copy-async (str d "/x") (str d "/y"))) (await (file/read-async (str d "/y")))))
;=> "three" 384 ["b" "x.txt"]
;=> "three" 384 :EEXIST
;=> "three"
;=> "a/x.txt" "three" 2 :link
;=> 1000 true false
;=> :EEXIST :ENOTEMPTY :EISDIR :EISDIR
;=> ["a" "a/b" "a/b/t" "a/b/y.txt" "a/x.txt" "hard" "link"]
;=> "*" ["a" "hard" "link"]
;=> "a/*" ["a/b" "a/x.txt"]
;=> "**/*.txt" ["a/b/y.txt" "a/x.txt"]
;=> "a/**/y.{txt,md}" ["a/b/y.txt"]
;=> "a/?.t[a-z]t" ["a/x.txt"]
;=> "a/[!x].txt" []
;=> "{a,b}/b" ["a/b"]
;=> true 384
;=> true
;=> false
;=> nil "1"
