// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "delayproxy.h"
#include "journey.h"

#include "models/roles.h"
#include "session/historykeeper.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QListView>

using namespace Qt::StringLiterals;

//! *Take Back This Change* while the history is not read to its beginning: the version that is taken for the one before
//! must be the one before, or nothing is taken back.
class TestJourneyTakeBack : public QObject
{
    Q_OBJECT

    std::unique_ptr<Elsewhere> m_service;
    std::unique_ptr<DelayProxy> m_proxy;
    std::unique_ptr<Journey> m_journey;

    panels::EntryPanel &panel() const { return m_journey->window().entry(); }
    QListView *history() const { return m_journey->window().history().view(); }
    QAction *takeBack() const { return m_journey->action("version.takeBack"); }

    static QJsonObject version(const QString &action, int daysAgo, const QString &text)
    {
        const QDateTime at(QDate::currentDate().addDays(-daysAgo), QTime(9, 0));
        return {{u"action"_s, action}, {u"at"_s, at.toUTC().toString(Qt::ISODateWithMs)}, {u"content"_s, text}};
    }
    //! rules.md was made long ago; what others wrote since then fills more than a page of the list.
    static QByteArray store()
    {
        QJsonArray entries{QJsonObject{
            {u"path"_s, u"rules.md"_s},
            {u"versions"_s, QJsonArray{version(u"created"_s, 25, u"theme: dark\n\n\n\nowner: Ada\n"_s),
                                       version(u"updated"_s, 2, u"theme: light\n\n\n\nowner: Ada\n"_s),
                                       version(u"updated"_s, 1, u"theme: light\n\n\n\nowner: Bob\n"_s)}}}};
        for (int n = 0; n < 150; ++n)
            entries.append(QJsonObject{{u"path"_s, u"other/%1.md"_s.arg(n)}, {u"versions"_s, QJsonArray{version(u"created"_s, 10, u"other\n"_s)}}});
        const QJsonObject store{{u"name"_s, u"agent notes"_s}, {u"description"_s, u"d"_s}, {u"metadata"_s, QJsonObject()},
                                {u"created_at"_s, version({}, 30, {}).value(u"at"_s)}, {u"entries"_s, entries}};
        return QJsonDocument(QJsonObject{{u"format"_s, 1}, {u"stores"_s, QJsonArray{store}}}).toJson();
    }
    void choose(int row)
    {
        const core::VersionId id{history()->model()->index(row, 0).data(models::VersionIdRole).toString()};
        Journey::click(history(), history()->model()->index(row, 0));
        QTRY_VERIFY(m_journey->workbench().navigator().subject().versions.contains(id));
    }

    void start(bool refused)
    {
        const auto isFurtherPage = [](const QByteArray &line) { return line.contains("/versions?") && line.contains("after_id="); };
        m_service = std::make_unique<Elsewhere>(wire::profileS(), store());
        m_proxy = std::make_unique<DelayProxy>(m_service->port(), 0);
        if (refused)
            m_proxy->refuseIf(isFurtherPage);
        else
            m_proxy->holdIf(isFurtherPage);
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openRemote(m_proxy->baseUrl(), Elsewhere::token));
        QVERIFY(m_journey->openEntry(u"rules.md"_s));
        QTRY_COMPARE(history()->model()->rowCount(), 2); // of three
        QTRY_VERIFY(refused || m_proxy->heldCount() > 0);
    }

private slots:
    void cleanup()
    {
        m_journey.reset();
        m_proxy.reset();
        m_service.reset();
    }

    void whatLiesBeforeIsReadFirst()
    {
        start(false);
        const QByteArray head = *m_journey->workbench().entryController().base()->content;
        choose(1); // the older of the two: what was before it is not known
        QTRY_VERIFY(takeBack()->isEnabled());
        takeBack()->trigger();
        QTRY_VERIFY(Journey::says(panel(), u"What was written before this version is not read yet. Load it all first."_s));
        QCOMPARE(panel().editedBytes(), head);
        QVERIFY(!panel().isModified());
        // When it is there, the same click takes the change back.
        m_proxy->release();
        QTRY_COMPARE(history()->model()->rowCount(), 3);
        choose(1);
        QTRY_VERIFY(takeBack()->isEnabled());
        takeBack()->trigger();
        QTRY_COMPARE(panel().editedBytes(), QByteArray("theme: dark\n\n\n\nowner: Bob\n"));
        QVERIFY(panel().isModified());
    }

    //! Both are known, and that nothing lies between them: the rest of the past does not matter.
    void whatIsKnownIsEnough()
    {
        start(true); // and never will be known
        choose(0);
        QTRY_VERIFY(takeBack()->isEnabled());
        takeBack()->trigger();
        QTRY_COMPARE(panel().editedBytes(), QByteArray("theme: light\n\n\n\nowner: Ada\n"));
        QVERIFY(panel().isModified());
    }
};

QTEST_MAIN(TestJourneyTakeBack)
#include "tst_journey_takeback.moc"
