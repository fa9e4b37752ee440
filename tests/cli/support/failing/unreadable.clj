(ns unreadable)
(no-such-function)
