;; clojure.zip: moving through a tree and changing it without losing the place.
;;
;; A location is [node path] with the functions in its metadata; path is nil at the
;; top, :end behind everything, else {:l lefts, :r rights, :pnodes parent nodes,
;; :ppath path of the parent, :changed? bool}.

(ns clojure.zip
  (:refer-clojure :exclude [replace remove next]))

(defn zipper
  "Makes a location at root. (branch? node): may it have children; (children node): a seq of them; (make-node node children):
  the node with other children."
  [branch? children make-node root]
  (with-meta [root nil] {:zip/branch? branch? :zip/children children :zip/make-node make-node}))

(defn seq-zip
  "A zipper over nested seqs."
  [root]
  (zipper seq? identity (fn [node children] (with-meta children (meta node))) root))

(defn vector-zip
  "A zipper over nested vectors."
  [root]
  (zipper vector? seq (fn [node children] (with-meta (vec children) (meta node))) root))

(defn xml-zip
  "A zipper over xml elements: maps with :content."
  [root]
  (zipper (complement string?) (comp seq :content)
          (fn [node children] (assoc node :content (and children (apply vector children))))
          root))

(defn node "The node at the location." [loc] (nth loc 0))

(defn branch? "True if the node may have children." [loc] ((:zip/branch? (meta loc)) (node loc)))

(defn children
  "The seq of children of the node, which must be a branch."
  [loc]
  (if (branch? loc)
    ((:zip/children (meta loc)) (node loc))
    (throw (ex-info "called children on a leaf node" {}))))

(defn make-node
  "The node with other children, as the zipper makes it."
  [loc node children] ((:zip/make-node (meta loc)) node children))

(defn- at
  "A location of the same zipper."
  [loc node path] (with-meta [node path] (meta loc)))

(defn path "The seq of nodes above the location, the root first." [loc] (:pnodes (nth loc 1)))
(defn lefts "A seq of the left siblings." [loc] (seq (:l (nth loc 1))))
(defn rights "A seq of the right siblings." [loc] (:r (nth loc 1)))

(defn down
  "The location of the leftmost child, nil if there is none."
  [loc]
  (if (branch? loc)
    (let [[node path] loc
          [child & more :as all] (children loc)]
      (if all
        (at loc child {:l [] :r more :ppath path
                       :pnodes (if path (conj (:pnodes path) node) [node])})
        nil))
    nil))

(defn up
  "The location of the parent, with what was changed below; nil at the top."
  [loc]
  (let [[node {:keys [l r ppath pnodes changed?]}] loc]
    (if pnodes
      (let [parent (peek pnodes)]
        (if changed?
          (at loc
              (make-node loc parent (concat l (cons node r)))
              (if ppath (assoc ppath :changed? true) nil))
          (at loc parent ppath)))
      nil)))

(defn root
  "The root node, with all changes."
  [loc]
  (if (= :end (nth loc 1))
    (node loc)
    (let [parent (up loc)]
      (if parent (recur parent) (node loc)))))

(defn right
  "The location of the right sibling, or nil."
  [loc]
  (let [[node {l :l [r & more :as rs] :r :as path}] loc]
    (if (and path rs)
      (at loc r (assoc path :l (conj l node) :r more))
      nil)))

(defn rightmost
  "The location of the rightmost sibling, or the location itself."
  [loc]
  (let [[node {:keys [l r] :as path}] loc]
    (if (and path r)
      (at loc (last r) (assoc path :l (into (conj l node) (butlast r)) :r nil))
      loc)))

(defn left
  "The location of the left sibling, or nil."
  [loc]
  (let [[node {:keys [l r] :as path}] loc]
    (if (and path (seq l))
      (at loc (peek l) (assoc path :l (pop l) :r (cons node r)))
      nil)))

(defn leftmost
  "The location of the leftmost sibling, or the location itself."
  [loc]
  (let [[node {:keys [l r] :as path}] loc]
    (if (and path (seq l))
      (at loc (first l) (assoc path :l [] :r (concat (rest l) (cons node r))))
      loc)))

(defn- changed
  [path] (if path (assoc path :changed? true) nil))

(defn replace "The location with another node." [loc node] (at loc node (changed (nth loc 1))))

(defn edit "The location with (f node args...) as its node." [loc f & args] (replace loc (apply f (node loc) args)))

(defn insert-left
  "Inserts a left sibling; stays at the location."
  [loc item]
  (let [[node path] loc]
    (if path
      (at loc node (assoc path :l (conj (:l path) item) :changed? true))
      (throw (ex-info "Insert at top" {})))))

(defn insert-right
  "Inserts a right sibling; stays at the location."
  [loc item]
  (let [[node path] loc]
    (if path
      (at loc node (assoc path :r (cons item (:r path)) :changed? true))
      (throw (ex-info "Insert at top" {})))))

(defn insert-child
  "Inserts item as the first child of the node."
  [loc item] (replace loc (make-node loc (node loc) (cons item (children loc)))))

(defn append-child
  "Inserts item as the last child of the node."
  [loc item] (replace loc (make-node loc (node loc) (concat (children loc) [item]))))

(defn next
  "The next location in depth-first order; at the end a location for which end? is true."
  [loc]
  (if (= :end (nth loc 1))
    loc
    (or (and (branch? loc) (down loc))
        (right loc)
        (loop [p loc]
          (if (up p)
            (or (right (up p)) (recur (up p)))
            (at loc (node p) :end))))))

(defn prev
  "The location before this one in depth-first order, nil at the root."
  [loc]
  (if-let [l (left loc)]
    (loop [loc l]
      (if-let [child (and (branch? loc) (down loc))]
        (recur (rightmost child))
        loc))
    (up loc)))

(defn end? "True if next has come to the end." [loc] (= :end (nth loc 1)))

(defn remove
  "Removes the node; returns the location before it in depth-first order."
  [loc]
  (let [[node {:keys [l r ppath pnodes] :as path}] loc]
    (when-not path
      (throw (ex-info "Remove at top" {})))
    (if (seq l)
      (loop [loc (at loc (peek l) (assoc path :l (pop l) :changed? true))]
        (if-let [child (and (branch? loc) (down loc))]
          (recur (rightmost child))
          loc))
      (at loc (make-node loc (peek pnodes) r) (changed ppath)))))
