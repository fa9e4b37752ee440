(require '[babashka.fs :as fs])
(fs/with-temp-dir [d {:prefix "bb-"}]
  (let [at (fn [& parts] (apply fs/path d parts))]
    (fs/create-dirs (at "a" "b"))
    (fs/write-lines (at "a" "x.txt") ["one" "two"])
    (fs/copy (at "a" "x.txt") (at "a" "b"))
    (prn (fs/read-all-lines (at "a" "b" "x.txt")) (mapv fs/file-name (fs/list-dir (at "a"))) (map fs/file-name (fs/glob d "**.txt")))
    (fs/copy-tree (at "a") (at "c"))
    (fs/move (at "c" "x.txt") (at "moved"))
    (prn (fs/exists? (at "c" "x.txt")) (fs/size (at "moved")) (fs/regular-file? (at "c" "b" "x.txt")) (fs/directory? (at "c")))
    (prn (fs/update-file (at "moved") str "three") (slurp (fs/file (at "moved"))))
    (prn (= "one\ntwo\nthree" (do (fs/delete (fs/gunzip (fs/gzip (at "moved")) (at "c"))) (slurp (at "moved")))))
    (prn (fs/delete-if-exists (at "moved")) (fs/delete-if-exists (at "moved")))
    (let [seen (atom [])]
      (fs/walk-file-tree d {:pre-visit-dir (fn [p _] (if (= "c" (fs/file-name p)) :skip-subtree :continue))
                            :visit-file (fn [p _] (swap! seen conj (fs/relativize d p)) :continue)})
      (prn @seen))))
(prn (fs/extension "a/b.tar.gz") (fs/strip-ext "a/b.tar.gz") (fs/split-ext "a.b") (fs/extension ".x") (fs/parent "a/b") (fs/components "/a/b"))
(prn (fs/normalize "a/../b/./c") (fs/relativize "a/b" "a/c/d") (fs/starts-with? "a/b/c" "a/b") (fs/absolute? "/x") (fs/file-name "a/b/"))
(prn (some? (fs/which "sh")) (fs/which "no-such-program") (= (fs/expand-home "~/x") (str (fs/home) "/x")))
;=> ["one" "two"] ["b" "x.txt"] ("x.txt" "x.txt")
;=> false 8 true true
;=> "one\ntwo\nthree" "one\ntwo\nthree"
;=> true
;=> true false
;=> ["a/b/x.txt" "a/x.txt" "moved.gz"]
;=> "gz" "a/b.tar" ["a" "b"] nil "a" ["a" "b"]
;=> "b/c" "../c/d" true true "b"
;=> true nil true
