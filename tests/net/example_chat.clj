;; The example runs as it stands.
;command examples/chat.clj
;=> ada hears * ada is here
;=> ada hears * ben is here
;=> ben hears * ben is here
;=> ben hears ada: is there any coffee left?
;=> ada hears ada: is there any coffee left?
;=> ada hears ben: no
;=> ada hears * ben has left
