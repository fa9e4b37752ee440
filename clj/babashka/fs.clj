;; The common names of babashka.fs, on norn.file. Paths are strings here: what
;; takes a path takes a string or a java.io.File, what returns one returns a
;; string.

(ns babashka.fs
  (:refer-clojure :exclude [list])
  (:require [clojure.java.io :as io]
            [clojure.string :as str]
            [norn.compress :as compress]
            [norn.file :as file]
            [norn.zip :as zip]))

(def file-separator "What stands between the parts of a path." "/")
(def path-separator "What stands between the paths of a list like $PATH." ":")

;; --- paths ------------------------------------------------------------------------

(defn path "The parts joined to a path." [x & more] (str (apply io/file x more)))
(defn file "The parts joined to a java.io.File." [x & more] (apply io/file x more))
(defn path? "True for a string." [x] (string? x))
(defn unixify "The path as a string with slashes." [x] (str x))
(defn file-name "The last part of a path." [x] (.getName (io/file (str x))))
(defn parent "The path without its last part, or nil." [x] (.getParent (io/file (str x))))
(defn absolute? "True if the path begins with a slash." [x] (str/starts-with? (str x) "/"))
(defn relative? "True if the path does not begin with a slash." [x] (not (absolute? x)))
(defn absolutize "The path from the root of the file system." [x] (.getAbsolutePath (io/file (str x))))
(defn canonicalize "The path without links, . and .., as far as it exists." [x & _] (.getCanonicalPath (io/file (str x))))
(defn real-path "The absolute path without links, . and ..; it must exist." [x & _] (file/real-path x))
(defn components "The parts of a path." [x] (vec (remove #{""} (str/split (str x) #"/"))))
(defn cwd "The directory that relative paths start from." [] (System/getProperty "user.dir"))
(defn home "The home directory." [] (System/getProperty "user.home"))
(defn temp-dir "Where temporary files go." [] (System/getProperty "java.io.tmpdir"))

(defn expand-home
  "The path with ~ at its start replaced by the home directory."
  [x]
  (let [path (str x)]
    (if (or (= "~" path) (str/starts-with? path "~/")) (str (home) (subs path 1)) path)))

(defn normalize
  "The path without . and .., by its text alone."
  [x]
  (let [path (str x)
        parts (reduce (fn [parts part]
                        (cond (= "." part) parts
                              (and (= ".." part) (seq parts) (not= ".." (peek parts))) (pop parts)
                              (and (= ".." part) (absolute? path)) parts
                              :else (conj parts part)))
                      [] (components path))]
    (str (if (absolute? path) "/" "") (str/join "/" parts))))

(defn relativize
  "How to get from one path to another; both are absolute or both relative. (relativize \"a/b\" \"a/c/d\") => \"../c/d\""
  [from to]
  (when (not= (absolute? from) (absolute? to))
    (throw (IllegalArgumentException. (str "no way from " from " to " to ": one is absolute"))))
  (let [[a b] [(components (normalize from)) (components (normalize to))]
        shared (count (take-while true? (map = a b)))]
    (str/join "/" (concat (repeat (- (count a) shared) "..") (drop shared b)))))

(defn starts-with? "Whether the parts of a path begin with those of another." [x prefix]
  (let [[a b] [(components x) (components prefix)]]
    (and (= (absolute? x) (absolute? prefix)) (= b (take (count b) a)))))

(defn ends-with? "Whether the parts of a path end with those of another." [x suffix]
  (let [[a b] [(components x) (components suffix)]]
    (= b (take-last (count b) a))))

(defn extension
  "What follows the last dot of the file name, or nil. (extension \"a.tar.gz\") => \"gz\""
  [x]
  (let [name (file-name x)
        dot (str/last-index-of name ".")]
    (if (and dot (pos? dot)) (subs name (inc dot)) nil)))

(defn strip-ext
  "The path without its extension, or without :ext if that is given."
  ([x] (strip-ext x nil))
  ([x {:keys [ext]}]
   (let [path (str x)
         ext (or ext (extension x))
         suffix (str "." ext)]
     (if (and ext (str/ends-with? path suffix)) (subs path 0 (- (count path) (count suffix))) path))))

(defn split-ext
  "[path-without-extension extension]"
  ([x] (split-ext x nil))
  ([x options] (let [bare (strip-ext x options)]
                 (if (= bare (str x)) [bare nil] [bare (subs (str x) (inc (count bare)))]))))

(defn split-paths "The paths of a list like $PATH." [text] (vec (str/split text #":")))

;; --- what is there ----------------------------------------------------------------

(defn exists? "True if something stands at the path; never throws." [x & _] (and (some? x) (file/exists? (str x))))
(defn directory? "True if the path is a directory." [x & _] (file/directory? x))
(defn regular-file? "True if the path is a regular file." [x & _] (file/file? x))
(defn sym-link? "True if the path is a symbolic link." [x] (= :link (:type (file/link-status x))))
(defn hidden? "True if the name begins with a dot." [x] (str/starts-with? (file-name x) "."))
(defn readable? "True if this program may read it." [x] (file/access? x :read))
(defn writable? "True if this program may write it." [x] (file/access? x :write))
(defn executable? "True if this program may execute it." [x] (file/access? x :execute))
(defn- existing-status [x]
  (or (file/status x)
      (throw (norn.prim/make-exception java.io.FileNotFoundException (str "there is nothing at " x)
                                       {:type :norn/io-error :code :ENOENT :path (str x)} nil))))
(defn size "The size in bytes." [x] (:size-bytes (existing-status x)))
(defn read-link "Where a symbolic link points to." [x] (file/read-link x))
(defn last-modified-time "When a file was changed last, as an instant." [x & _]
  (java.util.Date. (:modified-ms (existing-status x))))
(defn file-time->millis "The milliseconds since 1970 of an instant." [t] (inst-ms t))
(defn millis->file-time "The instant of milliseconds since 1970." [ms] (java.util.Date. ms))
(defn file-time->instant "The instant itself." [t] t)
(defn instant->file-time "The instant itself." [t] t)
(defn set-last-modified-time "Sets when a file was changed last: an instant or milliseconds." [x t & _]
  (file/touch x {:modified-ms (if (inst? t) (inst-ms t) t)})
  (str x))

(defn same-file?
  "Whether two paths are the same file."
  [a b]
  (let [key (juxt :device :inode)]
    (= (key (file/status a)) (key (file/status b)))))

(defn list-dir
  "The paths in a directory. With a glob pattern or a predicate of a path: those that match."
  ([directory] (mapv :path (file/entries directory)))
  ([directory pattern-or-pred]
   (if (string? pattern-or-pred)
     (file/glob directory pattern-or-pred {:hidden true})
     (filterv pattern-or-pred (list-dir directory)))))

(defn list-dirs "The paths in several directories that match a glob pattern." [directories pattern]
  (mapcat (fn [d] (list-dir d pattern)) directories))

(defn- from-here
  "Paths found below a relative root: without . and .. in them."
  [root paths]
  (if (relative? root) (mapv normalize paths) paths))

(defn glob
  "The paths below a directory that match a glob pattern. Options: :hidden, :recursive, :max-depth, :follow-links (see norn.file/glob).
  (glob \".\" \"**{.clj,.cljc}\") => [\"project.clj\" \"src/a.cljc\"]"
  ([root pattern] (glob root pattern nil))
  ([root pattern options] (from-here root (file/glob root pattern options))))

(defn match
  "The paths below a directory that match a pattern written \"glob:...\" or \"regex:...\". Options as for glob."
  ([root pattern] (match root pattern nil))
  ([root pattern options]
   (cond
     (str/starts-with? pattern "glob:") (glob root (subs pattern 5) options)
     (str/starts-with? pattern "regex:") (from-here root (file/find-matching root (re-pattern (subs pattern 6)) options))
     :else (throw (IllegalArgumentException. "a pattern begins with glob: or regex:")))))

(defn modified-since
  "The regular files of a set (a path, or a collection of them; directories with all below) that were changed after the newest of what an
  anchor is or holds; all of them if there is no anchor."
  [anchor file-set]
  (let [files (fn [x]
                (mapcat (fn [path]
                          (if (directory? path)
                            (map :path (filter (fn [entry] (= :file (:type entry))) (file/walk path)))
                            (when (= :file (:type (file/link-status path))) [(str path)])))
                        (if (or (string? x) (not (seqable? x))) [x] x)))
        modified (fn [path] (:modified-ms (file/status path)))
        since (reduce max -1 (map modified (files anchor)))]
    (filter (fn [path] (< since (modified path))) (files file-set))))

(defn- attributes [x {:keys [nofollow-links]}]
  (let [{:keys [type size-bytes modified-ms accessed-ms inode device]} ((if nofollow-links file/link-status file/status) x)]
    (if (nil? type) (throw (java.io.FileNotFoundException. (str "there is nothing at " x))))
    {"isDirectory" (= :directory type)
     "isRegularFile" (= :file type)
     "isSymbolicLink" (= :link type)
     "isOther" (not (contains? #{:directory :file :link} type))
     "size" size-bytes
     "lastModifiedTime" (java.util.Date. modified-ms)
     "lastAccessTime" (java.util.Date. accessed-ms)
     "fileKey" [device inode]}))

(defn read-attributes*
  "The attributes of a file as a map of strings: \"*\" for all there are here (isDirectory isRegularFile isSymbolicLink isOther size
  lastModifiedTime lastAccessTime fileKey), or names with commas. Options: :nofollow-links."
  ([x names] (read-attributes* x names nil))
  ([x names options]
   (let [all (attributes x options)]
     (if (= "*" names) all (select-keys all (str/split names #","))))))

(defn read-attributes
  "Like read-attributes*, with keywords for names. Options: :nofollow-links, :key-fn (keyword)."
  ([x names] (read-attributes x names nil))
  ([x names options]
   (into {} (map (fn [[k v]] [((:key-fn options keyword) k) v])) (read-attributes* x names options))))

(defn get-attribute
  "One of the attributes of read-attributes*. (get-attribute \"a\" \"size\")"
  ([x name] (get-attribute x name nil))
  ([x name options] (get (attributes x options) name)))

(defn walk-file-tree
  "Walks a directory: :pre-visit-dir, :post-visit-dir and :visit-file are functions of a path and nil, and return :continue, :skip-subtree,
  :skip-siblings or :terminate. Returns the path."
  [root {:keys [pre-visit-dir post-visit-dir visit-file]
         :or {pre-visit-dir (fn [_ _] :continue) post-visit-dir (fn [_ _] :continue) visit-file (fn [_ _] :continue)}}]
  ((fn visit [path directory?]
     (if-not directory?
       (visit-file path nil)
       (case (pre-visit-dir path nil)
         :terminate :terminate
         (:skip-subtree :skip-siblings) :continue
         (loop [left (file/entries path)]
           (if-let [[{:keys [path type]} & more] (seq left)]
             (case (visit path (= :directory type))
               :terminate :terminate
               :skip-siblings (recur nil)
               (recur more))
             (post-visit-dir path nil))))))
   (str root) (file/directory? root))
  (str root))

(defn exec-paths "The directories of $PATH." [] (let [path (System/getenv "PATH")] (if (str/blank? path) [] (split-paths path))))

(defn which-all
  "The paths of a program in all directories of $PATH, or of :paths."
  ([program] (which-all program nil))
  ([program {:keys [paths]}]
   (let [program (str program)
         runnable? (fn [p] (and (file/file? p) (file/access? p :execute)))]
     (filterv runnable? (if (str/includes? program "/")
                          [program]
                          (map (fn [d] (str d "/" program)) (or paths (exec-paths))))))))

(defn which
  "The path of a program, found in $PATH or :paths, or nil. (which \"sh\") => \"/usr/bin/sh\""
  ([program] (which program nil))
  ([program options] (first (which-all program options))))

(defn windows? "False." [] false)

(defn- xdg-home [variable default app]
  (let [told (System/getenv variable)
        base (if (and told (absolute? told)) told (path (home) default))]
    (if app (path base app) base)))

(defn xdg-config-home "Where settings are kept: $XDG_CONFIG_HOME or ~/.config; an application's directory there."
  ([] (xdg-config-home nil)) ([app] (xdg-home "XDG_CONFIG_HOME" ".config" app)))
(defn xdg-cache-home "Where what can be made again is kept: $XDG_CACHE_HOME or ~/.cache; an application's directory there."
  ([] (xdg-cache-home nil)) ([app] (xdg-home "XDG_CACHE_HOME" ".cache" app)))
(defn xdg-data-home "Where data are kept: $XDG_DATA_HOME or ~/.local/share; an application's directory there."
  ([] (xdg-data-home nil)) ([app] (xdg-home "XDG_DATA_HOME" ".local/share" app)))
(defn xdg-state-home "Where state is kept: $XDG_STATE_HOME or ~/.local/state; an application's directory there."
  ([] (xdg-state-home nil)) ([app] (xdg-home "XDG_STATE_HOME" ".local/state" app)))

;; --- changes ----------------------------------------------------------------------

(defn- permission-bits [text]
  (when-not (re-matches #"(?:[r-][w-][x-]){3}" (str text))
    (throw (IllegalArgumentException. (str "expected permissions like \"rwxr-x---\", found " (pr-str text)))))
  (reduce (fn [bits c] (+ (* 2 bits) (if (= c \-) 0 1))) 0 text))
(defn set-posix-file-permissions "Sets permissions, a text like \"rwxr-x---\"; returns the path." [x text]
  (file/set-permissions x (permission-bits text))
  (str x))
(defn posix-file-permissions "The permissions of a file, a text like \"rwxr-x---\"." [x & [{:keys [nofollow-links]}]]
  (let [bits (:permissions ((if nofollow-links file/link-status file/status) x))]
    (apply str (map-indexed (fn [i c] (if (bit-test bits (- 8 i)) c \-)) "rwxrwxrwx"))))
(defn- with-permissions [path {:keys [posix-file-permissions]}]
  (when posix-file-permissions (set-posix-file-permissions path posix-file-permissions))
  (str path))
(defn create-dir "Makes a directory; returns its path. Options: :posix-file-permissions." [x & [options]]
  (file/make-directory x)
  (with-permissions x options))
(defn create-dirs "Makes a directory and its parents; returns its path. Options: :posix-file-permissions, of the last one." [x & [options]]
  (file/make-directories x)
  (with-permissions x options))
(defn create-file "Makes an empty file; returns its path. Options: :posix-file-permissions." [x & [options]]
  (with-open [_ (file/open x {:mode :create-new})])
  (with-permissions x options))
(defn create-sym-link "Makes a symbolic link; returns its path." [x target] (file/make-link x target) (str x))
(defn create-link "Makes a hard link; returns its path." [x target] (file/make-link x target {:hard true}) (str x))
(defn create-temp-dir "Makes a temporary directory; returns its path. Options: :dir, :prefix."
  ([] (create-temp-dir nil))
  ([{:keys [dir path prefix] :as options}] (with-permissions (file/temp-dir {:directory (or dir path) :prefix prefix}) options)))
(defn create-temp-file "Makes a temporary file; returns its path. Options: :dir, :prefix, :suffix."
  ([] (create-temp-file nil))
  ([{:keys [dir path prefix suffix] :as options}]
   (with-permissions (file/temp-file {:directory (or dir path) :prefix prefix :suffix suffix}) options)))
(defn delete "Deletes a file or empty directory." [x] (file/delete x))
(defn delete-if-exists "Deletes a file or empty directory; whether there was one." [x]
  (try (file/delete x) true (catch :ENOENT _ false)))
(defn delete-tree
  "Deletes a directory with all its content; links are not followed. Options: :force, also what is in directories that may not be written."
  ([x] (delete-tree x nil))
  ([x {:keys [force]}]
   (when force
     (doseq [path (cons (str x) (map :path (filter (fn [entry] (= :directory (:type entry))) (if (directory? x) (file/walk x) nil))))
             :let [{:keys [type permissions]} (file/link-status path)]
             :when (and (= :directory type) (not= 0700 (bit-and 0700 permissions)))]
       (file/set-permissions path (bit-or 0700 permissions))))
   (file/delete-tree x)))
(defn delete-on-exit "Deletes a file or empty directory when the program ends. Returns x." [x] (file/delete-at-exit x {:tree false}) x)
(defn touch "Makes a file or sets its time to now; returns its path." [x & _] (file/touch x) (str x))
(defn str->posix "Permissions from their text: the text itself." [text] text)
(defn posix->str "The text of permissions, which are texts." [text] text)

(defn- target-of [from to]
  (if (file/directory? to) (str (io/file (str to) (file-name from))) (str to)))

(defn- check-free [target replace-existing]
  (when (and (not replace-existing) (some? (file/link-status target)))
    (throw (norn.prim/make-exception java.io.IOException (str "there is a file already: " target)
                                     {:type :norn/io-error :code :EEXIST :path (str target)} nil))))

(defn- copy-link [from target replace-existing]
  (check-free target replace-existing)
  (delete-if-exists target)
  (file/make-link target (file/read-link from)))

(defn copy
  "Copies a file or input stream, a file into the target if that is a directory. Options: :replace-existing, :copy-attributes (the time of
  the last change; permissions always are), :nofollow-links (a link is copied as a link). Returns the path of the copy."
  ([from to] (copy from to nil))
  ([from to {:keys [replace-existing copy-attributes nofollow-links]}]
   (if (norn.prim/type-method from 'transferTo)
     (do (check-free to replace-existing)
         (with-open [out (file/output-stream to)] (.transferTo from out))
         (str to))
     (let [target (target-of from to)]
       (if (and nofollow-links (sym-link? from))
         (copy-link from target replace-existing)
         (file/copy from target {:replace (boolean replace-existing)}))
       (when copy-attributes
         (file/touch target {:modified-ms (:modified-ms (file/status from))}))
       target))))

(defn copy-tree
  "Copies a directory with all its content and its permissions; links are copied as links. Options: :replace-existing, :copy-attributes,
  :posix-file-permissions (of the target). Returns the target."
  ([from to] (copy-tree from to nil))
  ([from to options]
   (file/make-directories to)
   (doseq [{:keys [name path type]} (file/entries from)
           :let [target (str (io/file (str to) name))]]
     (case type
       :directory (copy-tree path target (dissoc options :posix-file-permissions))
       :link (copy-link path target (:replace-existing options))
       (copy path target options)))
   (file/set-permissions to (:permissions (file/status from))) ; at the end: it may forbid writing
   (with-permissions to options)))

(defn move
  "Renames a file or directory, into the target if that is a directory. Options: :replace-existing. Returns the new path."
  ([from to] (move from to nil))
  ([from to {:keys [replace-existing]}]
   (let [target (target-of from to)]
     (when (and (not replace-existing) (file/exists? target))
       (check-free target false))
     (try
       (file/rename from target)
       (catch :EXDEV _                  ; another file system
         (if (file/directory? from) (copy-tree from target) (file/copy from target))
         (file/delete-tree from)))
     target)))

(defmacro with-temp-dir
  "Evaluates the body with a name bound to a new temporary directory, which is deleted at the end unless :keep is true. Options as for
  create-temp-dir."
  [[name options] & body]
  `(let [options# ~options
         ~name (create-temp-dir options#)]
     (try ~@body (finally (when-not (:keep options#) (delete-tree ~name {:force true}))))))

;; --- contents ---------------------------------------------------------------------

(defn read-all-bytes "The contents of a file as a byte array." [x] (file/read-bytes x))
(defn read-all-lines "The lines of a file." [x & _] (vec (file/lines x)))
(defn write-bytes "Writes a byte array to a file; returns its path. Options: :append." [x bytes & [options]]
  (file/write x bytes {:append (:append options)})
  (str x))
(defn write-lines "Writes lines to a file; returns its path. Options: :append." [x lines & [options]]
  (file/write x (apply str (mapcat (fn [line] [line "\n"]) lines)) {:append (:append options)})
  (str x))

(defn update-file
  "Replaces the text of a file by (f text & args), at once for all who read it; returns the new text."
  [x f & args]
  (let [text (apply f (file/read x) args)]
    (file/write x text {:atomic true})
    text))

(defn gzip
  "Compresses a file to name.gz beside it, or in :dir, under :out-file; returns the path."
  ([x] (gzip x nil))
  ([x {:keys [dir out-file]}]
   (let [target (str (io/file (str (or dir (parent x) ".")) (or out-file (str (file-name x) ".gz"))))]
     (file/write target (compress/gzip (file/read-bytes x)))
     target)))

(defn gunzip
  "Decompresses name.gz to name beside it, or in a directory; returns the path."
  ([x] (gunzip x nil))
  ([x directory]
   (let [target (str (io/file (str (or directory (parent x) ".")) (strip-ext (file-name x) {:ext "gz"})))]
     (file/write target (compress/gunzip (file/read-bytes x)))
     target)))

(defn zip
  "Makes a ZIP archive of a path or several, directories with all below them; returns its path. Options: :root (names begin below it),
  :path-fn (a function of the name). (zip \"src.zip\" [\"src\" \"README.md\"])"
  ([zip-file paths] (zip zip-file paths nil))
  ([zip-file paths options]
   (zip/create zip-file paths options)
   (str zip-file)))

(defn unzip
  "Writes what a ZIP archive (a path or input stream) holds below a directory, \".\" unless told; returns that. Options: :replace-existing,
  :extract-fn (a function of {:name …} that says whether to extract an entry)."
  ([zip-file] (unzip zip-file "."))
  ([zip-file dest] (unzip zip-file dest nil))
  ([zip-file dest {:keys [replace-existing extract-fn]}]
   (zip/extract (if (norn.prim/type-method zip-file 'readAllBytes) zip-file (str zip-file)) (str dest)
                {:replace replace-existing :only extract-fn})
   (str dest)))
