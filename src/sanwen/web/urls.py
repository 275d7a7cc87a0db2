"""The shell's own addresses."""

from django.urls import path

from sanwen.web import my, my_excluded, my_review, proof, routes, say, sealed, views

urlpatterns = [
    path("", views.home, name="home"),
    path("help/", views.help_page, name="help"),
    path("routes/", routes.routes, name="routes"),
    path("routes/<slug:place>/", routes.routes, name="routes_at"),
    path("privacy/", views.privacy, name="privacy"),
    path("about/", views.about, name="about"),
    path("healthz", views.healthz, name="healthz"),
    path("language/", views.set_language, name="set_language"),
    path("display/", views.display, name="display"),
    path("receipt/", proof.check_receipt, name="check_receipt"),
    path("receipt/key/", proof.receipt_key, name="receipt_key"),
    path("say/", say.say, name="say"),
    path("say/hints/", say.say_hints, name="say_hints"),
    path("say/receipt/", say.said, name="receipt"),
    path("say/receipt.txt", say.receipt_file, name="receipt_file"),
    path("my/", my.code, name="my_code"),
    path("my/matter/", my.matter, name="my_matter"),
    path("my/matter/add/", my.add, name="my_add"),
    path("my/matter/withdraw/", my.withdraw, name="my_withdraw"),
    path("my/verdict/", my.verdict, name="my_verdict"),
    path("my/review/", my_review.ask, name="my_review"),
    path("my/review/back/", my_review.take_back, name="my_review_back"),
    path("my/review/public/", my_review.agree, name="my_review_public"),
    path("my/excluded/", my_excluded.object_to, name="my_excluded"),
    path("my/pressed/", my.pressed, name="my_pressed"),
    path("my/photo/<int:number>/", my.photo, name="my_photo"),
    path("my/record.json", my.record, name="my_record"),
    path("my/leave/", my.leave, name="my_leave"),
    path("sealed/", sealed.report, name="sealed"),
    path("sealed/code/", sealed.code, name="sealed_code"),
    path("sealed/mine/", sealed.mine, name="sealed_mine"),
    path("sealed/add/", sealed.add, name="sealed_add"),
    path("sealed/leave/", sealed.leave, name="sealed_leave"),
]
