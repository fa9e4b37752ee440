(require '[babashka.fs :as fs] '[clojure.java.io :as io] '[clojure.string :as str])
(fs/with-temp-dir [d {:prefix "bb-" :posix-file-permissions "rwxr-x---"}]
  (let [at (fn [& parts] (str (apply fs/path d parts)))
        failure (fn [f] (try (f) :none (catch Exception e (or (:code (ex-data e)) (ex-message e)))))]
    (prn (fs/posix-file-permissions d) (fs/str->posix "rw-r--r--"))
    (prn (fs/posix-file-permissions (fs/create-dirs (at "x" "y") {:posix-file-permissions "rwx------"})) (fs/posix-file-permissions (fs/create-file (at "x" "f") {:posix-file-permissions "r--r--r--"})))
    (prn (failure #(fs/set-posix-file-permissions (at "x") "rwx")))
    ;; glob and match
    (doseq [p ["a.clj" "src/b.clj" "src/c.cljc" "src/deep/d.clj" ".hidden/e.clj" ".clj-kondo" "we{ird.txt"]]
      (fs/create-dirs (fs/parent (at p)))
      (spit (at p) p))
    (fs/create-sym-link (at "link") (at "src"))
    (fs/create-sym-link (at "src" "loop") (at "src"))
    (let [names (fn [paths] (mapv #(fs/relativize d %) paths))]
      (prn (names (fs/glob d "*.clj")) (names (fs/glob d "**.clj")) (names (fs/glob d "**{.clj,cljc}")))
      (prn (names (fs/glob d "**.clj" {:hidden true})) (names (fs/glob d ".*")))
      (prn (names (fs/glob d "**/*.clj")) (names (fs/glob d "src/*.clj")) (names (fs/glob d "**.clj" {:max-depth 2})) (names (fs/glob d "*.clj" {:recursive true})))
      (prn (names (fs/glob d "link/**.clj" {:follow-links true})) (names (fs/glob d "we\\{*")) (names (fs/glob d "[a-b]*")) (names (fs/glob d "s?c")))
      (prn (names (fs/match d "regex:.*\\.clj")) (names (fs/match d "regex:.*\\.clj" {:recursive true})) (names (fs/match d "glob:src/*"))))
    (prn (fs/glob "tests/lib/../lib/file" "babashka_fs_m*.clj") (contains? (set (fs/glob "." "*.md")) "README.md"))
    (prn (mapv fs/file-name (fs/list-dir d "*.clj")) (mapv fs/file-name (fs/list-dirs [d (at "src")] "*.clj*")) (mapv fs/file-name (fs/list-dir (at "src") fs/directory?)))
    ;; times and attributes
    (fs/set-last-modified-time (at "a.clj") 1000)
    (fs/set-last-modified-time (at "src" "b.clj") (fs/millis->file-time 5000))
    (prn (fs/file-time->millis (fs/last-modified-time (at "a.clj"))) (fs/file-time->instant (fs/last-modified-time (at "src" "b.clj"))))
    (prn (mapv fs/file-name (fs/modified-since (at "a.clj") [(at "src" "b.clj") (at "a.clj")])) (fs/modified-since (at "src") (at "a.clj")))
    (prn (select-keys (fs/read-attributes (at "a.clj") "*") [:size :isDirectory :isRegularFile]) (fs/read-attributes (at "link") "isSymbolicLink,size" {:nofollow-links true :key-fn str})
         (fs/get-attribute (at "a.clj") "size") (str/includes? (failure #(fs/read-attributes (at "none") "*")) "there is nothing at "))
    ;; copies
    (prn (failure #(fs/copy (at "a.clj") (at "src" "b.clj"))) (fs/file-name (fs/copy (at "a.clj") (at "copy") {:copy-attributes true})) (fs/file-time->millis (fs/last-modified-time (at "copy"))))
    (fs/copy (at "link") (at "link2") {:nofollow-links true})
    (prn (fs/sym-link? (at "link2")) (failure #(fs/copy (at "link") (at "link2") {:nofollow-links true})) (= (at "src") (fs/read-link (fs/copy (at "link") (at "link3") {:nofollow-links true :replace-existing true}))))
    (prn (slurp (fs/copy (io/input-stream (.getBytes "bytes")) (at "copy") {:replace-existing true})))
    (fs/set-posix-file-permissions (at "x" "y") "r-x------")
    (prn (= (at "tree") (fs/copy-tree (at "x") (at "tree"))) (fs/posix-file-permissions (at "tree" "y")) (failure #(fs/copy-tree (at "x") (at "tree"))) (= (at "tree") (fs/copy-tree (at "x") (at "tree") {:replace-existing true})))
    (fs/delete-tree (at "tree") {:force true})
    (prn (fs/exists? (at "tree")) (failure #(fs/move (at "a.clj") (at "copy"))) (fs/file-name (fs/move (at "a.clj") (at "src"))) (fs/exists? (at "src" "a.clj")))))
(prn (vector? (fs/exec-paths)) (= (fs/which "sh") (first (fs/which-all "sh"))) (fs/which "sh" {:paths ["/no" "/bin"]}) (fs/windows?))
(prn (= (fs/xdg-config-home "app") (str (fs/xdg-config-home) "/app")))
(def kept (fs/with-temp-dir [d {:keep true}] d))
(prn (fs/exists? kept))
;; what is to go at the end of the program goes; a directory with content stays
(let [f (fs/create-temp-file {:dir kept :prefix "p" :suffix ".txt"})
      d (str kept "/full")]
  (fs/create-dirs d)
  (spit (str d "/x") "")
  (prn (= f (fs/delete-on-exit f)) (.deleteOnExit (io/file (fs/delete-on-exit (fs/create-dir (str kept "/empty"))))) )
  (fs/delete-on-exit d)
  (norn.os/on-exit (fn [] (println "files are there:" (sort (map fs/extension (fs/list-dir kept))))))
  (norn.file/delete-at-exit kept))
;=> "rwxr-x---" "rw-r--r--"
;=> "rwx------" "r--r--r--"
;=> "expected permissions like \"rwxr-x---\", found \"rwx\""
;=> ["a.clj"] ["a.clj" "src/b.clj" "src/deep/d.clj"] ["a.clj" "src/b.clj" "src/c.cljc" "src/deep/d.clj"]
;=> [".hidden/e.clj" "a.clj" "src/b.clj" "src/deep/d.clj"] [".clj-kondo" ".hidden"]
;=> ["a.clj" "src/b.clj" "src/deep/d.clj"] ["src/b.clj"] ["a.clj" "src/b.clj"] ["a.clj"]
;=> ["link/b.clj" "link/deep/d.clj"] ["we{ird.txt"] ["a.clj"] ["src"]
;=> ["a.clj"] ["a.clj" "src/b.clj" "src/deep/d.clj"] ["src/b.clj" "src/c.cljc" "src/deep" "src/loop"]
;=> ["tests/lib/file/babashka_fs_more.clj"] true
;=> ["a.clj"] [".clj-kondo" "a.clj" "b.clj" "c.cljc"] ["deep" "loop"]
;=> 1000 #inst "1970-01-01T00:00:05.000-00:00"
;=> ["b.clj"] ()
;=> {:size 5, :isDirectory false, :isRegularFile true} {"isSymbolicLink" true, "size" 18} 5 true
;=> :EEXIST "copy" 1000
;=> true :none true
;=> "bytes"
;=> true "r-x------" :EEXIST true
;=> false :EEXIST "a.clj" true
;=> true true "/bin/sh" false
;=> true
;=> true
;=> true nil
;=> files are there: (nil nil txt)
