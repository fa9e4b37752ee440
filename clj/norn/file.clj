;; Files and directories. Every function suspends the calling task while a worker
;; does the work, and has a twin with -async behind its name that returns the
;; task instead. Paths are strings or Files (java.io); relative
;; ones start at the current directory.
;;
;; A failure is a java.io.FileNotFoundException (the path can't be opened) or
;; java.io.IOException; its ex-data has :code (:ENOENT :EACCES …), :operation and
;; :path, and (catch :ENOENT e …) takes one code.

(ns norn.file
  (:refer-clojure :exclude [list read])
  (:require [clojure.string :as str]
            [norn.async :as async]
            [norn.io :as io]))

(defmacro ^:private defio
  "Defines the function and its twin NAME-async, which starts a task. The parameter `options` is optional."
  [name doc arglist & body]
  (let [required (vec (take-while (fn [p] (not= p 'options)) arglist))
        twin (symbol (str name "-async"))]
    `(do
       (defn ~name ~doc
         ~@(if (= required arglist)
             (cons arglist body)
             `((~required (~name ~@required nil))
               (~arglist ~@body))))
       (defn ~twin
         ~(str "Like " name ", but returns the task that does it.")
         ~@(if (= required arglist)
             `(~arglist (async/async (~name ~@arglist)))
             `((~required (async/async (~name ~@required nil)))
               (~arglist (async/async (~name ~@arglist)))))))))

;; File of clojure.java.io, which is made on top of this: told by its methods.
(defn- path-of
  "The path that an argument stands for. IllegalArgumentException for what is no path."
  [x]
  (if (or (string? x) (and (some? x) (norn.prim/type-method x 'getAbsolutePath)))
    (str x)
    (throw (IllegalArgumentException. (str "expected a path, a string or java.io.File, found " (norn.prim/print-brief x))))))

;; --- contents -------------------------------------------------------------------

(defio read
  "The text of a file, decoded as UTF-8; bytes that are no UTF-8 become U+FFFD.
  (read \"notes.txt\") => \"milk\\n\""
  [path]
  (norn.prim/read-file (path-of path)))

(defio read-bytes
  "The contents of a file as a byte array. (alength (read-bytes \"logo.png\")) => 2381"
  [path]
  (norn.prim/read-file-bytes (path-of path)))

(defio write
  "Writes a string (as UTF-8) or byte array to a file, replacing what it held. Makes the file, but no directories. Options:
  :append true  behind what it holds
  :atomic true  whoever opens the file sees the old content or the new one, never a part: a temporary file beside it is
                written and renamed. A symbolic link is replaced, not followed.
  :sync true    with :atomic: returns when the content is on the disk
  Returns nil. (write \"notes.txt\" \"milk\\n\" {:atomic true})"
  [path content options]
  (if (:atomic options)
    (norn.prim/replace-file (path-of path) content (:sync options))
    (norn.prim/write-file (path-of path) content (:append options))))

(def ^{:arglists '([path content] [path content options]) :doc "The same as write."} write-bytes write)
(def ^{:arglists '([path content] [path content options]) :doc "The same as write-async."} write-bytes-async write-async)

(defio append
  "Writes a string (as UTF-8) or byte array behind what a file holds. Returns nil. (append \"app.log\" \"started\\n\")"
  [path content]
  (norn.prim/write-file (path-of path) content true))

;; --- what is where ----------------------------------------------------------------

(defio status
  "What stands at a path, links followed: a map of :type (:file :directory :fifo :socket :character-device :block-device),
  :size-bytes, :modified-ms and :accessed-ms (since 1970 UTC), :permissions (a number), :inode :device :links
  :user-id :group-id; nil if there is nothing.
  (:size-bytes (status \"notes.txt\")) => 5"
  [path]
  (norn.prim/file-status (path-of path)))

(defio link-status
  "Like status, but of a symbolic link itself: :type is then :link. (:type (link-status \"current\")) => :link"
  [path]
  (norn.prim/file-status (path-of path) false))

(defio exists?
  "True if something stands at the path. (exists? \"/etc\") => true"
  [path]
  (some? (norn.prim/file-status (path-of path))))

(defio directory?
  "True if the path is a directory, or a link to one. (directory? \"/etc\") => true"
  [path]
  (= :directory (:type (norn.prim/file-status (path-of path)))))

(defio file?
  "True if the path is a regular file, or a link to one. (file? \"/etc\") => false"
  [path]
  (= :file (:type (norn.prim/file-status (path-of path)))))

(defio real-path
  "The absolute path without links, `.` and `..`. The path must exist. (real-path \"a/../b\") => \"/home/ada/b\""
  [path]
  (norn.prim/real-path (path-of path)))

(defn- below [directory name]
  (cond
    (= directory "") name
    (= \/ (nth directory (dec (count directory)))) (str directory name)
    :else (str directory "/" name)))

(def ^{:arglists '([path]) :doc "The same as status."} stat status)
(def ^{:arglists '([path]) :doc "The same as status-async."} stat-async status-async)

(defio access?
  "Whether this program may :read, :write or :execute what is at a path; false if there is nothing.
  (access? \"/etc/passwd\" :write) => false"
  [path right]
  (norn.prim/access? (path-of path) right))

(defio entries
  "The entries of a directory in order of name: a vector of maps of :name, :path (directory/name) and :type, which is
  :link for symbolic links.
  (first (entries \"src\")) => {:name \"a.clj\" :path \"src/a.clj\" :type :file}"
  [directory]
  (let [directory (path-of directory)]
    (mapv (fn [[name type]] {:name name :path (below directory name) :type type})
          (norn.prim/list-directory directory))))

(defio list
  "The names of what is in a directory, in order. (list \"src\") => [\"a.clj\" \"b\"]"
  [directory]
  (mapv first (norn.prim/list-directory (path-of directory))))

(defn walk
  "All entries below a directory, as `entries` gives them: a lazy seq, each directory before what it holds. Links are not
  followed. With :on-error f, a directory that can't be read counts as empty and (f exception) is called; otherwise
  its failure is thrown. (filter (fn [e] (= :file (:type e))) (walk \"src\"))"
  [directory & {:keys [on-error]}]
  (let [found (if on-error
                (try (entries directory) (catch java.io.IOException e (on-error e) nil))
                (entries directory))]
    (mapcat (fn [entry]
              (if (= :directory (:type entry))
                (cons entry (lazy-seq (walk (:path entry) :on-error on-error)))
                [entry]))
            found)))

;; --- changes ------------------------------------------------------------------------

(defio make-directories
  "Makes a directory and those of its parents that are missing; fine if it exists. Returns nil.
  (make-directories \"out/reports/2024\")"
  [path]
  (norn.prim/make-directories (path-of path)))

(defio rename
  "Gives a file or directory a new path, replacing what is there. Returns nil. (rename \"report.tmp\" \"report.txt\")"
  [from to]
  (norn.prim/rename-file (path-of from) (path-of to)))

(defio delete
  "Deletes a file, a symbolic link (not its target) or an empty directory. Returns nil. (delete \"report.txt\")"
  [path]
  (norn.prim/delete-file (path-of path)))

(def ^{:arglists '([path]) :doc "The same as make-directories."} mkdirs make-directories)
(def ^{:arglists '([path]) :doc "The same as make-directories-async."} mkdirs-async make-directories-async)

(defio make-directory
  "Makes a directory. Its parent must exist, and nothing may stand at the path. Returns nil. (make-directory \"out\")"
  [path]
  (norn.prim/make-directory (path-of path)))

(defio delete-tree
  "Deletes what stands at a path with everything below it; links are not followed. Fine if there is nothing. Returns nil.
  (delete-tree \"out\")"
  [path]
  (norn.prim/remove-tree (path-of path)))

(defio copy
  "Copies content and permissions of a regular file; links are followed. Options: :replace false makes it an error (:EEXIST) if
  there is something at `to`. Returns nil. (copy \"a.txt\" \"b.txt\" {:replace false})"
  [from to options]
  (norn.prim/copy-file (path-of from) (path-of to) (not (false? (:replace options)))))

(defio make-link
  "Makes a symbolic link to a target. Options: :hard true for a hard link. Returns nil. (make-link \"current\" \"releases/7\")"
  [path target options]
  (norn.prim/make-link (path-of path) (path-of target) (:hard options)))

(defio read-link
  "Where a symbolic link points to. (read-link \"current\") => \"releases/7\""
  [path]
  (norn.prim/read-link (path-of path)))

(defio set-permissions
  "Sets who may do what with a file, a number like 0644. Returns nil. (set-permissions \"run.sh\" 0755)"
  [path permissions]
  (norn.prim/set-permissions (path-of path) permissions))

(defio touch
  "Makes an empty file if there is none, and sets the time of its last change. Options: :modified-ms, since 1970 UTC; now unless told.
  Returns nil. (touch \"built\" {:modified-ms 0})"
  [path options]
  (norn.prim/touch-file (path-of path) (:modified-ms options)))

(def ^:private to-delete
  "[path whole-tree?] of what is to be deleted when the program ends, the first one first; nil before there is one."
  (atom nil))

(defn- delete-all-at-exit []
  (doseq [[path whole-tree?] (reverse @to-delete)]
    (try
      (if whole-tree? (norn.prim/remove-tree path) (norn.prim/delete-file path))
      (catch java.io.IOException _ nil))))

(defn delete-at-exit
  "What stands at the path when the program ends - by itself, by exit, by Ctrl-C - is then deleted, with everything below it unless the
  option :tree is false. The last one registered goes first; failures are passed over. Returns the path.
  (delete-at-exit \"lock\")"
  ([path] (delete-at-exit path nil))
  ([path {:keys [tree]}]
   (when (nil? @to-delete)
     (reset! to-delete [])
     (norn.prim/add-exit-hook delete-all-at-exit))
   (swap! to-delete conj [(path-of path) (not (false? tree))])
   path))

(defn- kept-or-not [path options]
  (when (:delete-at-exit options) (delete-at-exit path))
  path)

(defn- temporary-prefix [{:keys [directory prefix]}]
  (below (str (or directory (System/getProperty "java.io.tmpdir"))) (or prefix "norn-")))

(defio temp-file
  "Makes an empty file with a name of its own, which only this user may read, and returns its path. It is for the caller to delete.
  Options: :directory ($TMPDIR or /tmp unless told), :prefix, :suffix, :delete-at-exit true (see delete-at-exit).
  (temp-file {:suffix \".txt\"}) => \"/tmp/norn-x7Gq2A.txt\""
  [options]
  (kept-or-not (norn.prim/make-temporary (temporary-prefix options) (or (:suffix options) "") false) options))

(defio temp-dir
  "Makes a directory with a name of its own, which only this user may enter, and returns its path. It is for the caller to delete.
  Options: :directory, :prefix, :delete-at-exit true (see delete-at-exit).
  (temp-dir {:delete-at-exit true}) => \"/tmp/norn-b81KzQ\""
  [options]
  (kept-or-not (norn.prim/make-temporary (temporary-prefix options) "" true) options))

(defmacro with-temp-dir
  "Evaluates the body with a name bound to a new temporary directory, and deletes that with all its content at the end.
  (with-temp-dir [d] (write (str d \"/x\") \"1\"))"
  [[name options] & body]
  `(let [~name (temp-dir ~options)]
     (try
       ~@body
       (finally (delete-tree ~name)))))

;; --- files that stay open -----------------------------------------------------------

(deftype OpenFile [resource path]
  java.io.Closeable
  (close [_] (norn.prim/file-close resource))
  Object
  (toString [_] (str "#<open file " path ">")))

(defio open
  "Opens a file and returns it; close it, or use with-open. Options: :mode
  :read        unless told
  :write       replaces what it held
  :append      writes behind what it holds
  :create-new  fails with :EEXIST if there is a file
  :read-write  keeps what it holds
  One operation on it is under way at a time; a second one fails with :EBUSY.
  (with-open [f (open \"app.log\" {:mode :append})] (write-all f \"x\\n\"))"
  [path options]
  (->OpenFile (norn.prim/open-file (path-of path) (or (:mode options) :read)) (path-of path)))

(defn- resource-of [file]
  (if (instance? OpenFile file)
    (.-resource file)
    (throw (IllegalArgumentException. (str "expected an open file, found " (norn.prim/print-brief file))))))

(defio read-some
  "The next bytes of an open file: at least 1, at most `most`; nil at its end. Waits for a FIFO without keeping others from their
  files. (with-open [f (open \"data\" nil)] (read-some f 4096))"
  [file most]
  (norn.prim/file-read-piece (resource-of file) most))

(defio write-all
  "Writes all bytes of an array, or of a string as UTF-8, to an open file. Returns nil. (write-all f \"text\")"
  [file bytes-or-string]
  (norn.prim/file-write-piece (resource-of file) bytes-or-string))

(defio seek
  "Goes on reading and writing at a byte offset from the start, or at the :end. Returns the offset. (seek f 0) => 0"
  [file offset]
  (norn.prim/file-seek (resource-of file) (if (= :end offset) nil offset)))

(defio sync
  "Returns nil when everything written to an open file is on the disk. (do (write-all f \"text\") (sync f))"
  [file]
  (norn.prim/file-sync (resource-of file)))

(defio close
  "Closes an open file; harmless if it is closed. Returns nil. (close f)"
  [file]
  (.close file))

(defio input-stream
  "An input stream (norn.io) of a file. (with-open [in (input-stream \"data\")] (.read in)) => 137"
  [path]
  (let [resource (norn.prim/open-file (path-of path) :read)]
    (io/input-stream (fn [] (norn.prim/file-read-piece resource 65536))
                     (fn [] (norn.prim/file-close resource)))))

(defio output-stream
  "An output stream (norn.io) to a file. Options: :append true.
  (with-open [out (output-stream \"data\")] (.write out (byte-array [1 2])))"
  [path options]
  (let [resource (norn.prim/open-file (path-of path) (if (:append options) :append :write))]
    (io/output-stream (fn [x] (norn.prim/file-write-piece resource x))
                      (fn [] (norn.prim/file-close resource)))))

(defio reader
  "A reader of the UTF-8 text of a file, which is read as needed. (with-open [r (reader \"notes.txt\")] (.readLine r)) => \"milk\""
  [path]
  (io/reader (input-stream path)))

(defio writer
  "A writer of UTF-8 text to a file. Options: :append true. (with-open [w (writer \"notes.txt\")] (.write w \"milk\\n\"))"
  [path options]
  (io/writer (output-stream path options)))

(defn lines
  "The lines of a file without their ends: a lazy seq that reads as it goes, suspending whoever realizes it, and closes the file at its
  end. (count (lines \"big.log\"))"
  [path]
  (letfn [(step [from]
            (lazy-seq
             (if-let [line (try (.readLine from) (catch java.io.IOException e (.close from) (throw e)))]
               (cons line (step from))
               (do (.close from) nil))))]
    (lazy-seq (step (reader path)))))

;; --- watching -----------------------------------------------------------------------

;; found: changes of a recursive watcher that came to light when a new directory was looked into, else nil.
(deftype Watcher [resource path found]
  java.io.Closeable
  (close [_] (norn.prim/watch-close resource))
  Object
  (toString [_] (str "#<watcher of " path ">")))

(defn- watch-below
  "Watches the directories below one that is watched. Returns the relative paths of all that is there."
  [resource path relative]
  (mapcat (fn [[name type]]
            (let [entry (if (= "" relative) name (str relative "/" name))]
              (cons entry
                    (when (and (= :directory type) (norn.prim/watch-add resource entry))
                      (watch-below resource path entry)))))
          (try
            (norn.prim/list-directory (below path relative))
            (catch java.io.IOException _ nil)))) ; gone again, or not ours to read

(defio watch
  "Watches a file, or what is directly in a directory, from now on: take the changes with next-change. Close it, or use with-open. Does not
  keep the program running. Up to 4096 changes are kept for who comes later. Options:
  :recursive true  also what is in the directories below, those that come later included; links are not followed. Each directory costs one
                   of the system's watches (/proc/sys/fs/inotify/max_user_watches for a user); :ENOSPC when there are no more
  A file that is replaced by renaming, as editors do and :atomic true, is another one: watch its directory.
  (with-open [w (watch \"src\" {:recursive true})] (next-change w)) => {:path \"src/a.clj\" :kind :changed}"
  [path options]
  (let [path (path-of path)
        resource (norn.prim/watch-open path)]
    (if-not (:recursive options)
      (->Watcher resource path nil)
      (try
        (dorun (watch-below resource path ""))
        (->Watcher resource path (atom clojure.lang.PersistentQueue/EMPTY))
        (catch Exception e
          (norn.prim/watch-close resource)
          (throw e))))))

(defn- take-found [found]
  (when found
    (let [[before _] (swap-vals! found pop)]
      (peek before))))

(defio next-change
  "Suspends until something that is watched changes; returns {:path path :kind kind}. kind is :created (or moved here), :changed (content or
  attributes), :deleted (or moved away) or :overflow (so much has happened that changes were dropped: look at everything anew,
  and open a recursive watcher again; :path is what is watched). One change may be told more than once. nil when the watcher is closed.
  (next-change w) => {:path \"src/a.clj\" :kind :changed}"
  [watcher]
  (when-not (instance? Watcher watcher)
    (throw (IllegalArgumentException. (str "expected a watcher, found " (norn.prim/print-brief watcher)))))
  (let [resource (.-resource watcher)
        watched (.-path watcher)
        found (.-found watcher)]
    (or (take-found found)
        (when-let [[name kind directory?] (norn.prim/watch-next resource)]
          (when (and found directory? name)
            (case kind
              :created (when (norn.prim/watch-add resource name)
                         (doseq [entry (watch-below resource watched name)]
                           (swap! found conj {:path (below watched entry) :kind :created})))
              :deleted (norn.prim/watch-forget resource name)
              nil))
          {:path (if name (below watched name) watched) :kind kind}))))

;; --- patterns -----------------------------------------------------------------------

(defn- pattern-text
  "The regular expression of a glob pattern."
  [pattern]
  (loop [left (seq pattern) text "" depth 0]
    (if-not left
      (if (= 0 depth) text (throw (IllegalArgumentException. (str "a { without its } in the pattern " pattern))))
      (let [[c & more] left]
        (case c
          \* (if (= \* (first more))
               (if (= \/ (second more))
                 (recur (nnext more) (str text "(?:.*/)?") depth) ; a/**/b is also a/b
                 (recur (next more) (str text ".*") depth))
               (recur more (str text "[^/]*") depth))
          \? (recur more (str text "[^/]") depth)
          \{ (recur more (str text "(?:") (inc depth))
          \} (if (pos? depth) (recur more (str text ")") (dec depth)) (recur more (str text "\\}") depth))
          \, (recur more (str text (if (pos? depth) "|" ",")) depth)
          \[ (let [[inside [_ & after]] (split-with (fn [c] (not= c \])) more)
                   _ (when (nil? after)
                       (when-not (some #{\]} more)
                         (throw (IllegalArgumentException. (str "a [ without its ] in the pattern " pattern)))))
                   [negated inside] (if (= \! (first inside)) [true (rest inside)] [false inside])
                   members (apply str (map (fn [c] (if (= c \-) "-" (java.util.regex.Pattern/quote (str c)))) inside))]
               (recur after (str text (if negated "[^/" "[") members "]") depth))
          \\ (recur (next more) (str text (java.util.regex.Pattern/quote (str (first more)))) depth)
          (recur more (str text (java.util.regex.Pattern/quote (str c))) depth))))))

(defio find-matching
  "The paths below a directory whose part from there on matches a regular expression as a whole, in order. Options:
  :recursive true     also in the directories below; not unless told
  :max-depth n        at most so many levels: 1 is the directory itself
  :hidden true        also names that begin with a dot, and what is in such directories
  :follow-links true  also in directories that are links, those above left out
  (find-matching \"src\" #\".*[.]clj\" {:recursive true}) => [\"src/a.clj\" \"src/b/c.clj\"]"
  [directory regex options]
  (let [directory (path-of directory)
        {:keys [recursive max-depth hidden follow-links]} options
        prefix (count (below directory ""))
        enter? (fn [{:keys [type path]} above]
                 (or (= :directory type)
                     (and follow-links (= :link type) (directory? path) (not (contains? above (real-path path))))))]
    ((fn search [at depth above]
       (vec (mapcat (fn [entry]
                      (when (or hidden (not (str/starts-with? (:name entry) ".")))
                        (let [path (:path entry)
                              found (if (re-matches regex (subs path prefix)) [path] [])]
                          (if (and recursive (or (nil? max-depth) (< depth max-depth)) (enter? entry above))
                            (into found (search path (inc depth) (if follow-links (conj above (real-path path)) above)))
                            found))))
                    (entries at))))
     directory 1 (if follow-links #{(real-path directory)} #{}))))

(defio glob
  "The paths below a directory that match a pattern, in order. In the pattern * is any text without /, ** any text, ? one character,
  [a-z] and [!a-z] one of a set, {a,b} one of several, \\ before one of these that character. Options: :hidden (names that begin with a dot;
  as if told when the pattern begins with one), :max-depth and :follow-links as for find-matching; :recursive (as if told when the pattern
  has ** or /). (glob \"src\" \"**.clj\") => [\"src/a.clj\" \"src/b/c.clj\"]"
  [directory pattern options]
  (find-matching directory (re-pattern (pattern-text pattern))
                 (merge {:recursive (or (str/includes? pattern "**") (str/includes? pattern "/"))
                         :hidden (str/starts-with? pattern ".")}
                        options)))
